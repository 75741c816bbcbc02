package dev.holdfast.writer.database;

import dev.holdfast.writer.health.Dependency;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A writer needs a primary that takes writes. */
@Singleton
class PrimaryDependency implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(PrimaryDependency.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DataSource primary;

    PrimaryDependency(DataSource primary) {
        this.primary = primary;
    }

    @Override
    public Optional<String> trouble() {
        try (Connection connection = primary.getConnection()) {
            Transactions.wait(connection, PATIENCE);
            return takesWrites(connection) ? Optional.empty() : Optional.of("primary-read-only");
        } catch (SQLException e) {
            LOG.debug("the primary is away", e);
            return Optional.of("primary-down");
        }
    }

    private static boolean takesWrites(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("show transaction_read_only");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && "off".equals(rows.getString(1));
        }
    }

    @Override
    public boolean isEssential() {
        return true;
    }
}
