package dev.holdfast.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.LinkRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Drill promote-by-hand, 2026-11-20: after a promotion readers gave up the connections to their replica, since it was
 * the primary now, before they had any to the primary: 503 for four seconds. And with the old primary gone for good
 * they gave them up although there was no other replica: 503 for those who came in that moment.
 */
class ReplicaThatLeadsTest {
    private static final TestBackends BACKENDS = TestBackends.shared();
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Longer than a pool waits before it looks for a replica. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    @Test
    void isKeptUntilThePrimaryIsFoundByItsOwnPoolAndAReplicaAnswers() throws SQLException {
        LinkRows.prepare();
        BACKENDS.postgresReplica().stop();
        try (Database database = open()) {
            assertThat(leavesItsConnection(database, true)).isFalse();
            BACKENDS.postgresReplica().start();
            assertThat(leavesItsConnection(database, false)).isFalse();
            assertThat(leavesItsConnection(database, true)).isTrue();
        } finally {
            BACKENDS.postgresReplica().start();
        }
    }

    /** A replica's pool with both hosts to choose from. */
    private static Database open() {
        Map<String, String> environment = BACKENDS.environment("link-reader");
        String primary = environment.getOrDefault("HOLDFAST_PRIMARY_JDBC", "");
        String replica = environment.getOrDefault("HOLDFAST_REPLICA_JDBC", "");
        String both = primary.replaceFirst("//([^/,]+)[^/]*/", "//$1," + host(replica) + "/");
        DatabaseConfig config = new DatabaseConfig(
                primary,
                both,
                environment.getOrDefault("HOLDFAST_DB_USER", ""),
                environment.getOrDefault("HOLDFAST_DB_PASSWORD", ""));
        var pool = Pools.open("replica-1", both, "preferSecondary", 1, config, new SimpleMeterRegistry());
        return new Database("replica-1", false, pool, new Positions());
    }

    private static String host(String url) {
        return url.replaceFirst(".*//([^/]+)/.*", "$1");
    }

    private static boolean leavesItsConnection(Database database, boolean primaryElsewhere) throws SQLException {
        int before = server(database);
        return Deadline.in(LONG_ENOUGH).await(() -> {
            try {
                database.poll(LIMIT, primaryElsewhere);
                return server(database) != before;
            } catch (SQLException e) {
                return false;
            }
        });
    }

    private static int server(Database database) throws SQLException {
        return database.read(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                        row.next();
                        return row.getInt(1);
                    }
                },
                LIMIT);
    }
}
