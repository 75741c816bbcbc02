package dev.holdfast.writer;

import dev.holdfast.local.testing.TestBackends;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;

/** A database of its own, migrated, on the shared primary: no writer's heartbeat or relay interferes. */
public final class TestDatabase implements AutoCloseable {
    private final String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    private final String url;
    private final String user;
    private final String password;

    public TestDatabase() throws SQLException {
        Map<String, String> environment = TestBackends.shared().environment("link-writer");
        user = environment.getOrDefault("HOLDFAST_DB_USER", "");
        password = environment.getOrDefault("HOLDFAST_DB_PASSWORD", "");
        url = TestBackends.shared().primaryJdbc().replaceFirst("/holdfast", "/" + name);
        asAdmin("create database " + name + " owner holdfast_writer");
        Path migrations = Path.of(System.getProperty("holdfast.root"), "link-writer/src/main/resources/db/migration");
        Flyway.configure()
                .dataSource(url, user, password)
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
    }

    /** Where it is, without credentials. */
    public String url() {
        return url;
    }

    /**
     * A new connection of link-writer's role, which commits each statement by itself and may stay in a transaction for
     * as long as it likes; the caller closes it.
     */
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        execute(connection, "set transaction_timeout = 0; set idle_in_transaction_session_timeout = 0");
        return connection;
    }

    /** The number that this query answers. */
    public static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asAdmin(String sql) throws SQLException {
        try (Connection admin = admin()) {
            execute(admin, sql);
        }
    }

    /** A new connection of the superuser; the caller closes it. Waits for a server that is slow to take connections. */
    public static Connection admin() {
        AtomicReference<Connection> admin = new AtomicReference<>();
        Eventually.holds("a connection", () -> {
            try {
                admin.set(TestBackends.shared().adminConnection());
                return true;
            } catch (SQLException _) {
                return false;
            }
        });
        return Objects.requireNonNull(admin.get());
    }

    @Override
    public void close() throws SQLException {
        asAdmin("drop database " + name + " with (force)");
    }
}
