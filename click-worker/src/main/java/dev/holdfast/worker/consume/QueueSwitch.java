package dev.holdfast.worker.consume;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * Whether operators let the queue be consumed. The answer stands in Postgres, survives restarts, and is read twice a
 * second by every worker; while it can't be read the last answer holds, and before the first nothing is consumed.
 * Thread-safe.
 */
@Singleton
public class QueueSwitch {
    private final DataSource database;
    private volatile boolean on;

    QueueSwitch(DataSource database) {
        this.database = database;
    }

    /**
     * What operators want.
     *
     * @param changedBy the name of the API key that last changed it
     */
    public record Position(boolean paused, Instant changedAt, String changedBy) {}

    /** The position now, from the database. */
    public Position read() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select paused, changed_at, changed_by from click_queue");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Position(
                    row.getBoolean(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3));
        }
    }

    /** Pauses or resumes all workers; what is so already stays unchanged. */
    public void set(boolean paused, String by) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update click_queue set paused = ?, changed_at = now(), changed_by = ? where paused <> ?")) {
            statement.setBoolean(1, paused);
            statement.setString(2, by);
            statement.setBoolean(3, paused);
            statement.executeUpdate();
        }
        on = !paused;
    }

    boolean isOn() {
        return on;
    }

    @Scheduled(fixedDelay = "500ms")
    void refresh() {
        try {
            on = !read().paused();
        } catch (SQLException e) {
            // The consumer meets the same trouble and reports it.
        }
    }
}
