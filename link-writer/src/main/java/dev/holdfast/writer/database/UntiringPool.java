package dev.holdfast.writer.database;

import com.zaxxer.hikari.util.DriverDataSource;
import dev.holdfast.service.database.UntiringDataSource;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Has the pool find a new primary as soon as there is one: see {@link UntiringDataSource}. */
@Singleton
final class UntiringPool implements BeanCreatedEventListener<DatasourceConfiguration> {
    /** Beside the one of {@link PrimarySearch}. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Longer than any failover: after one that ends, the pool sleeps for seconds, and may miss the new primary by as
     * much.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final PrimarySearch search;

    UntiringPool(PrimarySearch search) {
        this.search = search;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration pool = event.getBean();
        pool.setDataSource(new UntiringDataSource(
                new DriverDataSource(
                        pool.getUrl(),
                        pool.getDriverClassName(),
                        pool.getDataSourceProperties(),
                        pool.getUsername(),
                        pool.getPassword()),
                search,
                PAUSE,
                PATIENCE));
        return pool;
    }
}
