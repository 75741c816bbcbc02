package dev.holdfast.worker.consume;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Whether operators let the queue be consumed. The answer stands in Postgres and is read twice a second by every
 * worker; while it can't be read the last answer holds, and before the first nothing is consumed. Thread-safe.
 */
@Singleton
class QueueSwitch {
    private final DataSource database;
    private volatile boolean on;

    QueueSwitch(DataSource database) {
        this.database = database;
    }

    boolean isOn() {
        return on;
    }

    @Scheduled(fixedDelay = "500ms")
    void refresh() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select not paused from click_queue");
                ResultSet row = statement.executeQuery()) {
            on = row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            // The consumer meets the same trouble and reports it.
        }
    }
}
