package dev.holdfast.writer.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Gives migrations connections of their own. They go without the limits of the role, since a migration may take longer
 * than a write; connections of the pool would be without those limits ever after.
 */
@Singleton
@Named("default")
class Migrations implements FlywayConfigurationCustomizer {
    private static final String NO_LIMITS =
            "-c transaction_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";

    private final DatasourceConfiguration pool;

    Migrations(@Named("default") DatasourceConfiguration pool) {
        this.pool = pool;
    }

    @Override
    public String getName() {
        return "default";
    }

    @Override
    public void customizeFluentConfiguration(FluentConfiguration flyway) {
        Map<String, String> properties = new TreeMap<>();
        pool.getDataSourceProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
        properties.merge("ApplicationName", "migrations", (instance, suffix) -> instance + " " + suffix);
        properties.put("socketTimeout", "0");
        properties.put("options", NO_LIMITS);
        flyway.jdbcProperties(properties);
        flyway.dataSource(pool.getUrl(), pool.getUsername(), pool.getPassword());
    }
}
