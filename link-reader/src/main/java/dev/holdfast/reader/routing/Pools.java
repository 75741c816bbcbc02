package dev.holdfast.reader.routing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.holdfast.service.database.UntiringDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** Makes connection pools in which every wait is bounded, even for a server that accepts and then says nothing. */
final class Pools {
    /** How long a read may wait for a connection; the least that the pool allows. */
    private static final Duration CONNECTION_WAIT = Duration.ofMillis(250);
    /** Between two tries of the pool's own thread. Readers are many, and redirects do not wait for the primary. */
    private static final Duration CONNECTION_PAUSE = Duration.ofSeconds(1);
    /** How long the pool's own thread tries to connect before it sleeps for seconds: longer than any failover. */
    private static final Duration CONNECTION_PATIENCE = Duration.ofMinutes(10);
    /** A server gives up on a statement before the client does, so that searches don't pile up there. */
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(800);

    private static final String SERVER_TYPE = "targetServerType";

    private Pools() {}

    /**
     * @param serverType which of the URL's hosts to connect to, in the driver's words; the URL's own word counts first
     */
    static HikariDataSource open(
            String name, String url, String serverType, int connections, DatabaseConfig config, MeterRegistry metrics) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(url);
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setReadOnly(true);
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        settings.setValidationTimeout(CONNECTION_WAIT.toMillis());
        // A reader starts while any of its databases is down.
        settings.setInitializationFailTimeout(-1);
        settings.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        settings.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(metrics));
        driver(settings, serverType);
        settings.setDataSource(new UntiringDataSource(
                driver(settings, settings.getDataSourceProperties()), CONNECTION_PAUSE, CONNECTION_PATIENCE));
        return new HikariDataSource(settings);
    }

    /** A connection beside this pool's, to one of its hosts that is a replica: fails while there is none. */
    static Connection connectToReplica(HikariConfig pool) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty(SERVER_TYPE, "secondary");
        return driver(pool, properties).getConnection();
    }

    private static DataSource driver(HikariConfig pool, Properties properties) {
        return new DriverDataSource(pool.getJdbcUrl(), null, properties, pool.getUsername(), pool.getPassword());
    }

    /** The driver counts in seconds. These bound connecting; each read sets a tighter bound of its own. */
    private static void driver(HikariConfig settings, String serverType) {
        settings.addDataSourceProperty("connectTimeout", "1");
        settings.addDataSourceProperty("loginTimeout", "1");
        settings.addDataSourceProperty("socketTimeout", "2");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("ApplicationName", "link-reader");
        settings.addDataSourceProperty(SERVER_TYPE, serverType);
        // How long a server's role is believed: a new primary is found this soon.
        settings.addDataSourceProperty("hostRecheckSeconds", "1");
        settings.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT_LIMIT.toMillis());
    }
}
