package dev.holdfast.reader.routing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.holdfast.service.database.UntiringDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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
        settings.setDataSource(
                new UntiringDataSource(driver(url, settings, config), CONNECTION_PAUSE, CONNECTION_PATIENCE));
        return new HikariDataSource(settings);
    }

    /** Connections outside of any pool to a host of the URL that is a replica: refused while there is none. */
    static DataSource replicas(String url, DatabaseConfig config) {
        HikariConfig settings = new HikariConfig();
        driver(settings, "secondary");
        return driver(url, settings, config);
    }

    private static DataSource driver(String url, HikariConfig settings, DatabaseConfig config) {
        return new DriverDataSource(url, null, settings.getDataSourceProperties(), config.user(), config.password());
    }

    /** The driver counts in seconds. These bound connecting; each read sets a tighter bound of its own. */
    private static void driver(HikariConfig settings, String serverType) {
        settings.addDataSourceProperty("connectTimeout", "1");
        settings.addDataSourceProperty("loginTimeout", "1");
        settings.addDataSourceProperty("socketTimeout", "2");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("ApplicationName", "link-reader");
        settings.addDataSourceProperty("targetServerType", serverType);
        // How long a server's role is believed: a new primary is found this soon.
        settings.addDataSourceProperty("hostRecheckSeconds", "1");
        settings.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT_LIMIT.toMillis());
    }
}
