package dev.holdfast.writer.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/** Opens connections to the primary beside the pool, for work that goes on as long as the process. */
@Singleton
class PrimaryConnections {
    private final PrimarySearch search;
    private final String url;
    private final Properties properties = new Properties();

    PrimaryConnections(@Named("default") DatasourceConfiguration pool, PrimarySearch search) {
        this.search = search;
        this.url = Objects.requireNonNull(pool.getUrl());
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("user", pool.getUsername());
        properties.setProperty("password", pool.getPassword());
    }

    /**
     * A connection that commits each statement by itself; the caller closes it.
     *
     * @param name what it shows in pg_stat_activity after this instance's name
     * @param wait for each answer; the connection is broken afterwards
     */
    Connection open(String name, Duration wait) throws SQLException {
        Properties named = new Properties();
        properties.forEach((key, value) -> named.setProperty(key.toString(), value.toString()));
        named.merge("ApplicationName", name, (instance, suffix) -> instance + " " + suffix);
        Connection connection = search.take(() -> DriverManager.getConnection(url, named));
        Transactions.wait(connection, wait);
        return connection;
    }
}
