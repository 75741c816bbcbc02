package dev.holdfast.worker.store;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.data.connection.jdbc.advice.ContextualAwareDataSource;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/**
 * Leaves the pool as it is. Micronaut Data would hand out the connection of the surrounding {@code @Transactional}
 * method and fail outside of one; our transactions begin and end in plain sight.
 */
@Singleton
@Replaces(ContextualAwareDataSource.class)
class PlainDataSource implements BeanCreatedEventListener<DataSource> {
    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        return event.getBean();
    }
}
