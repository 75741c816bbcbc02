package dev.holdfast.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.worker.Queue;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PoolTest {
    /** The driver passes over settings that are no strings without a word; then a server that is gone holds up all. */
    @Test
    void everyConnectionHasTheLimitsOfTheDriver() throws Exception {
        try (Queue queue = new Queue()) {
            ApplicationContext worker = queue.startWorker();
            try (Connection connection = worker.getBean(DataSource.class).getConnection()) {
                assertThat(connection.getNetworkTimeout()).as("socketTimeout").isEqualTo(15_000);
            }
            assertThat(worker.getBean(DatasourceConfiguration.class).getDataSourceProperties())
                    .containsKeys("connectTimeout", "loginTimeout")
                    .allSatisfy(
                            (name, value) -> assertThat(value).as("%s", name).isInstanceOf(String.class));
        }
    }
}
