package dev.holdfast.worker.store;

import dev.holdfast.worker.WorkerSettings;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the raw clicks' daily partitions: made ahead, or when a click needs one, and dropped after the retention time.
 */
@Singleton
class ClickDays {
    private static final Logger LOG = LoggerFactory.getLogger(ClickDays.class);
    private static final int AHEAD_DAYS = 3;
    private static final Duration MAINTAIN_EVERY = Duration.ofMinutes(10);

    private final DataSource database;
    private final WorkerSettings settings;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();
    private volatile long maintained = System.nanoTime() - MAINTAIN_EVERY.toNanos();

    ClickDays(DataSource database, WorkerSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Reads what can be counted at this moment. */
    Limits limits() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select (select first_day from click_window),
                               (extract(epoch from clock_timestamp()) * 1000)::bigint,
                               (select last_value from link_number)
                        """);
                var row = statement.executeQuery()) {
            row.next();
            return Limits.of(
                    row.getObject(1, LocalDate.class),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getLong(3),
                    settings.retentionDays(),
                    settings.maxAhead());
        }
    }

    /** Makes sure that the days have partitions; what was seen once is remembered until {@link #forget()}. */
    void ensure(Set<LocalDate> days) throws SQLException {
        for (LocalDate day : days) {
            if (!known.contains(day)) {
                make(day);
                known.add(day);
            }
        }
    }

    private void make(LocalDate day) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select ensure_click_day(?)")) {
            statement.setObject(1, day);
            statement.execute();
        }
    }

    void forget() {
        known.clear();
    }

    @Scheduled(fixedDelay = "15s")
    void maintain() {
        if (System.nanoTime() - maintained < MAINTAIN_EVERY.toNanos()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select maintain_click_days(?, ?)")) {
            statement.setInt(1, settings.retentionDays());
            statement.setInt(2, AHEAD_DAYS);
            statement.execute();
            LocalDate oldest = LocalDate.now(ZoneOffset.UTC).minusDays(settings.retentionDays());
            known.removeIf(day -> day.isBefore(oldest));
            maintained = System.nanoTime();
        } catch (SQLException e) {
            LOG.warn("Days of clicks could not be kept in order, trying again in 15 s: {}", e.toString());
        }
    }
}
