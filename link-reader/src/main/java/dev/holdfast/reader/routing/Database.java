package dev.holdfast.reader.routing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One Postgres server, or one list of hosts of which a URL picks one, behind a pool of its own. Every wait is bounded,
 * that for a server which accepts connections and then says nothing too. Safe for use by several threads; blocks, so
 * call it on a virtual thread.
 */
public final class Database implements AutoCloseable {
    /** How long a read may wait for a connection; the least that the pool allows. */
    private static final Duration CONNECTION_WAIT = Duration.ofMillis(250);

    private final String name;
    private final HikariDataSource pool;

    Database(String name, String url, DatabaseConfig config, int connections, MeterRegistry metrics) {
        this.name = name;
        this.pool = new HikariDataSource(settings(name, url, config, connections, metrics));
    }

    private static HikariConfig settings(
            String name, String url, DatabaseConfig config, int connections, MeterRegistry metrics) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(url);
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setReadOnly(true);
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(Math.min(2, connections));
        settings.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        settings.setValidationTimeout(CONNECTION_WAIT.toMillis());
        // A reader starts while any of its databases is down.
        settings.setInitializationFailTimeout(-1);
        settings.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        settings.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(metrics));
        // Seconds. For connecting; each read sets a tighter bound of its own.
        settings.addDataSourceProperty("connectTimeout", "1");
        settings.addDataSourceProperty("loginTimeout", "1");
        settings.addDataSourceProperty("socketTimeout", "2");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("ApplicationName", "link-reader");
        return settings;
    }

    /** The name in metrics, health and logs: {@code primary}, {@code replica-1}, ... */
    public String name() {
        return name;
    }

    /**
     * Does some reading on a connection.
     *
     * @param limit how long one answer of the server may take; a connection that takes longer is thrown away
     */
    public <T extends @Nullable Object> T read(Duration limit, Reading<T> reading) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            return reading.on(connection);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Reading<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }
}
