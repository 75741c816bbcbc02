package dev.holdfast.writer.database;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A writer is ready when, and only when, it reaches a primary that takes writes. */
@Singleton
@Readiness
class PrimaryIndicator implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DataSource primary;
    private final ExecutorService executor;

    PrimaryIndicator(DataSource primary, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.primary = primary;
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(this::check).subscribeOn(Schedulers.fromExecutor(executor));
    }

    private HealthResult check() {
        try (Connection connection = primary.getConnection()) {
            Transactions.wait(connection, PATIENCE);
            return isReadOnly(connection) ? down("the server is read-only") : result(HealthStatus.UP, Map.of());
        } catch (SQLException e) {
            return down(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("show transaction_read_only");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && "on".equals(rows.getString(1));
        }
    }

    private static HealthResult down(String why) {
        return result(HealthStatus.DOWN, Map.of("error", why));
    }

    private static HealthResult result(HealthStatus status, Map<String, String> details) {
        return HealthResult.builder("primary", status).details(details).build();
    }
}
