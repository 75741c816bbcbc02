package dev.holdfast.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.StackException;
import dev.holdfast.local.StateHome;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.FreePorts;
import dev.holdfast.local.testing.TestState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when servers are lost and change roles. */
class PostgresClusterTest {
    private static final String DATABASE = PostgresCluster.DATABASE;

    private final FreePorts ports = new FreePorts();
    private final PostgresCluster cluster = new PostgresCluster(
            TestState.folder(), PostgresBinaries.in(StateHome.binaries()), ports.next(), ports.next(), "fsync = off\n");
    private final PostgresNode first = cluster.first();
    private final PostgresNode second = cluster.second();

    @BeforeEach
    void startBoth() {
        first.start();
        second.start();
        first.execute(DATABASE, "create table kept (n int)");
        first.execute(DATABASE, "insert into kept values (1)");
        awaitRows(second, 1);
    }

    @AfterEach
    void killBoth() {
        second.kill();
        first.kill();
    }

    @Test
    void afterThePrimaryIsLostTheReplicaTakesOverAndTheOldOneComesBackBehindIt() {
        first.kill();
        assertThat(cluster.promote()).contains("postgres-primary was gone", "postgres-replica");
        assertThat(cluster.leader()).isSameAs(second);
        second.execute(DATABASE, "insert into kept values (2)");

        first.start();
        assertThat(first.query("postgres", "select pg_is_in_recovery()")).isEqualTo("t");
        awaitRows(first, 2);
        assertThat(second.query(
                        "postgres", "select active from pg_replication_slots where slot_name = 'postgres_primary'"))
                .isEqualTo("t");
    }

    @Test
    void aPrimaryThatRunsIsStoppedFirstAndNothingOfItIsLost() {
        first.execute(DATABASE, "insert into kept select 1 from generate_series(1, 1000)");
        assertThat(cluster.promote()).contains("has received all of it");
        assertThat(first.running()).isFalse();
        assertThat(second.query(DATABASE, "select count(*) from kept")).isEqualTo("1001");
    }

    @Test
    void aPrimaryThatHangsIsKilledFirst() {
        first.pause();
        assertThat(cluster.promote()).contains("killed it");
        assertThat(first.running()).isFalse();
        second.execute(DATABASE, "insert into kept values (2)");
    }

    @Test
    void aPromotionThatWasCutOffIsCompletedByTheNextStart() {
        first.kill();
        cluster.lead(second); // all that a promotion had come to
        assertThatThrownBy(first::start).isInstanceOf(StackException.class).hasMessageContaining("postgres-replica");
        second.start();
        assertThat(second.query("postgres", "select pg_is_in_recovery()")).isEqualTo("f");
        first.start();
        assertThat(first.query("postgres", "select pg_is_in_recovery()")).isEqualTo("t");
    }

    @Test
    void aReplicaThatThePrimaryKeepsNothingForIsBuiltAnew() {
        second.stop();
        first.execute("postgres", "select pg_drop_replication_slot('postgres_replica')");
        first.execute(DATABASE, "insert into kept values (2)");
        second.start();
        awaitRows(second, 2);
    }

    @Test
    void whatIsWrittenSurvivesTheCrashOfBoth() {
        second.kill();
        first.execute(DATABASE, "insert into kept values (2)");
        first.kill();
        first.start();
        second.start();
        awaitRows(second, 2);
    }

    private static void awaitRows(PostgresNode node, int rows) {
        assertThat(Deadline.in(Duration.ofSeconds(30)).await(() -> rows(node).equals(Integer.toString(rows))))
                .isTrue();
    }

    private static String rows(PostgresNode node) {
        var known = node.query(DATABASE, "select to_regclass('kept')");
        return known.isEmpty() ? "" : node.query(DATABASE, "select count(*) from kept");
    }
}
