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
 * the primary now, before they had any to the primary: 503 for four seconds.
 */
class ReplicaThatLeadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Longer than a pool waits before it looks for a replica. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    @Test
    void isKeptUntilThePrimaryIsFoundByItsOwnPool() throws SQLException {
        LinkRows.prepare();
        try (Database database = open()) {
            assertThat(leavesItsConnection(database, false)).isFalse();
            assertThat(leavesItsConnection(database, true)).isTrue();
        }
    }

    /** A replica's pool with several hosts to choose from, all of which are the primary. */
    private static Database open() {
        Map<String, String> environment = TestBackends.shared().environment("link-reader");
        String primary = environment.getOrDefault("HOLDFAST_PRIMARY_JDBC", "");
        String twice = primary.replaceFirst("//([^/,]+)[^/]*/", "//$1,$1/");
        DatabaseConfig config = new DatabaseConfig(
                primary,
                twice,
                environment.getOrDefault("HOLDFAST_DB_USER", ""),
                environment.getOrDefault("HOLDFAST_DB_PASSWORD", ""));
        var pool = Pools.open("replica-1", twice, "preferSecondary", 1, config, new SimpleMeterRegistry());
        return new Database("replica-1", false, pool, new Positions());
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
