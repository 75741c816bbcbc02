package dev.holdfast.writer.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.WriterFixture;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pool does to connections on its own account. */
class PoolTest {
    private static final String INSTANCE = "pool-test";
    private static final int SIZE = 4;

    private TestDatabase database;
    private WriterFixture writer;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        writer = WriterFixture.start(Map.of(
                "HOLDFAST_PRIMARY_JDBC",
                database.url(),
                "HOLDFAST_INSTANCE",
                INSTANCE,
                "HOLDFAST_DB_POOL_SIZE",
                Integer.toString(SIZE),
                "HOLDFAST_REDIS_URL",
                TestBackends.shared().redisUrl() + "/10"));
    }

    @AfterEach
    void stop() throws SQLException {
        writer.close();
        database.close();
    }

    /**
     * The pool asks a connection that has rested whether it lives; with autocommit off, asking begins a transaction.
     */
    @Test
    void askingWhetherAConnectionLivesLeavesNoTransactionOpen() throws SQLException {
        String rested = "state_change < clock_timestamp() - interval '1 second'";
        Eventually.holds("all have rested", () -> count(rested) == SIZE);

        writer.bean(DataSource.class).getConnection().close();

        assertThat(count("not " + rested)).as("connections that were asked").isEqualTo(1);
        assertThat(count("state <> 'idle'")).isZero();
    }

    /** The driver passes over settings that are no strings without a word; then a server that is gone holds up all. */
    @Test
    void everyConnectionHasTheLimitsOfTheDriver() throws SQLException {
        try (Connection connection = writer.bean(DataSource.class).getConnection()) {
            assertThat(connection.getNetworkTimeout()).as("socketTimeout").isEqualTo(30_000);
        }
        assertThat(writer.bean(DatasourceConfiguration.class).getDataSourceProperties())
                .containsKeys("connectTimeout", "loginTimeout")
                .allSatisfy((name, value) -> assertThat(value).as("%s", name).isInstanceOf(String.class));
    }

    /** Migrations run on connections of the same pool, without the limits of the role. */
    @Test
    void everyConnectionHasTheLimitsOfTheRole() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < SIZE; i++) {
                Connection connection = writer.bean(DataSource.class).getConnection();
                all.add(connection);
                assertThat(show(connection, "transaction_timeout")).isEqualTo("10s");
                assertThat(show(connection, "lock_timeout")).isEqualTo("5s");
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("show " + setting);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** How many of the pool's connections are like this. */
    private static long count(String condition) {
        try (Connection admin = TestDatabase.admin()) {
            return TestDatabase.number(
                    admin,
                    "select count(*) from pg_stat_activity where application_name = '%s' and %s"
                            .formatted(INSTANCE, condition));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
