package dev.holdfast.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.Part;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestBackendsTest {
    private static final TestBackends BACKENDS = TestBackends.shared();

    @Test
    void whatThePrimaryWritesTheReplicaShows() throws SQLException {
        try (var primary = BACKENDS.adminConnection();
                var replica = BACKENDS.replicaAdminConnection()) {
            execute(primary, "create table if not exists seen (n int)");
            execute(primary, "insert into seen values (1)");
            assertThat(Deadline.in(Duration.ofSeconds(20))
                            .await(() -> query(replica, "select to_regclass('seen') is not null")
                                            .equals("t")
                                    && query(replica, "select count(*) > 0 from seen")
                                            .equals("t")))
                    .isTrue();
            assertThat(query(replica, "select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(query(primary, "select active from pg_replication_slots"))
                    .isEqualTo("t");
        }
    }

    @Test
    void migrationsRunUnderTheWritersRole() throws SQLException {
        BACKENDS.migrate();
        BACKENDS.migrate();
        try (var primary = BACKENDS.adminConnection()) {
            assertThat(query(primary, "select tableowner from pg_tables where tablename = 'link'"))
                    .isEqualTo("holdfast_writer");
        }
    }

    @Test
    void noServiceIsSuperuser() throws SQLException {
        for (var service : new String[] {"link-writer", "link-reader", "click-worker"}) {
            var environment = BACKENDS.environment(service);
            try (var connection = DriverManager.getConnection(
                    environment.get("HOLDFAST_PRIMARY_JDBC"),
                    environment.get("HOLDFAST_DB_USER"),
                    environment.get("HOLDFAST_DB_PASSWORD"))) {
                assertThat(query(
                                connection,
                                "select rolsuper or rolcreaterole or rolcreatedb or rolreplication from pg_roles"
                                        + " where rolname = current_user"))
                        .isEqualTo("f");
            }
        }
    }

    static Stream<Part> parts() {
        return Stream.of(
                BACKENDS.redis(), BACKENDS.kafkaServer(), BACKENDS.postgresReplica(), BACKENDS.postgresPrimary());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyPartComesBack(Part part) {
        part.kill();
        assertThat(part.running()).isFalse();
        part.start();
        part.pause();
        part.resume();
        part.stop();
        assertThat(part.running()).isFalse();
        part.start();
        assertThat(part.running()).isTrue();
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
