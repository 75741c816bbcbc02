package dev.holdfast.writer.heartbeat;

import static dev.holdfast.writer.TestDatabase.execute;
import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watermark with transactions held open at each of their steps. */
class HeartbeatTest {
    private static final String DRAW = "select draw_link_number()";
    private static final String INSERT = """
            insert into link (id, version, target, redirect_status, created_at, updated_at)
            values (%1$d, %1$d, 'https://example.com/', 302, now(), now());
            insert into link_change values (%1$d, %1$d, now())""";

    private TestDatabase database;
    private Connection beats;
    private Connection change;

    @BeforeEach
    void connect() throws SQLException {
        database = new TestDatabase();
        beats = database.connect();
        change = database.connect();
        change.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        change.close();
        beats.close();
        database.close();
    }

    /** Enough beats for everything that has ended to settle. */
    private long settle() throws SQLException {
        long settled = 0;
        for (int i = 0; i < 4; i++) {
            settled = Heartbeat.beat(beats);
        }
        return settled;
    }

    private long changeWithoutOthers() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long number = number(connection, DRAW);
            execute(connection, INSERT.formatted(number));
            connection.commit();
            return number;
        }
    }

    @Test
    void settlesWhatHasEnded() throws SQLException {
        assertThat(settle()).isZero();
        long number = changeWithoutOthers();
        assertThat(settle()).isEqualTo(number);
    }

    @Test
    void settlesNumbersThatWereDrawnForNothing() throws SQLException {
        long number = number(change, DRAW);
        change.rollback();
        assertThat(settle()).isEqualTo(number);
    }

    @Test
    void aTransactionThatHasOnlyBegunHoldsNothingUp() throws SQLException {
        execute(change, "select 1");
        long number = changeWithoutOthers();
        assertThat(settle()).isEqualTo(number);
    }

    /** It will draw a number above all that were issued before it. */
    @Test
    void aTransactionWithAnIdHoldsUpWhatComesAfterIt() throws SQLException {
        long before = changeWithoutOthers();
        assertThat(settle()).isEqualTo(before);
        execute(change, "select pg_current_xact_id()");
        long after = changeWithoutOthers();
        assertThat(settle()).isEqualTo(before);

        change.commit();
        assertThat(settle()).isEqualTo(after);
    }

    @Test
    void aTransactionThatLockedItsRowHoldsUpWhatComesAfterIt() throws SQLException {
        long link = changeWithoutOthers();
        assertThat(settle()).isEqualTo(link);
        execute(change, "select from link where id = " + link + " for no key update");
        assertThat(settle()).isEqualTo(link);
        long number = number(change, DRAW);
        assertThat(settle()).isEqualTo(link).isLessThan(number);

        change.commit();
        assertThat(settle()).isEqualTo(number);
    }

    @Test
    void aDrawnNumberSettlesWithItsTransactionAndNotBefore() throws SQLException {
        long number = number(change, DRAW);
        long later = changeWithoutOthers();
        assertThat(settle()).isLessThan(number);
        execute(change, INSERT.formatted(number));
        assertThat(settle()).isLessThan(number);

        change.commit();
        assertThat(settle()).isEqualTo(later);
    }

    @Test
    void aNumberDrawnInASubtransactionCountsToo() throws SQLException {
        execute(change, "savepoint s");
        long number = number(change, DRAW);
        execute(change, "release s");
        assertThat(settle()).isLessThan(number);
        change.commit();
        assertThat(settle()).isEqualTo(number);
    }

    /** Always some transaction open, never one for long: the pair that waits must not be replaced by newer ones. */
    @Test
    void overlappingTransactionsDoNotHoldItUpForever() throws SQLException {
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            long first = number(change, DRAW);
            for (int i = 0; i < 4; i++) {
                Connection next = i % 2 == 0 ? other : change;
                Connection previous = i % 2 == 0 ? change : other;
                Heartbeat.beat(beats);
                number(next, DRAW);
                previous.commit();
                Heartbeat.beat(beats);
            }
            assertThat(Heartbeat.beat(beats)).isGreaterThanOrEqualTo(first);
            other.rollback();
        }
    }

    @Test
    void valuesOnlyRise() throws SQLException {
        changeWithoutOthers();
        long settled = settle();
        execute(beats, "select setval('link_number', 1, false)");
        assertThat(settle()).isEqualTo(settled);
    }

    /**
     * Why draw_link_number() takes the transaction id first: a number drawn before it is settled under its feet. (The
     * sequence takes one by itself, but only when it writes to the log, which is once in 32 draws.)
     */
    @Test
    void wouldBeWrongIfNumbersWereDrawnBeforeTheTransactionId() throws SQLException {
        changeWithoutOthers();
        long number = number(change, "select nextval('link_number')");
        long settled = settle();
        execute(change, INSERT.formatted(number));
        change.commit();

        assertThat(settled).as("called settled, and changed afterwards").isGreaterThanOrEqualTo(number);
    }

    /** Why a beat reads what was issued before it takes its own id, that is, before it locks its row. */
    @Test
    void wouldBeWrongIfTheBeatLockedItsRowFirst() throws SQLException {
        beats.setAutoCommit(false);
        execute(beats, "select from heartbeat for update");
        execute(beats, "select pg_current_xact_id()");
        long number = number(change, DRAW);
        execute(beats, """
                update heartbeat set issued = (select last_value from link_number),
                  pending_issued = (select last_value from link_number), pending_xid = pg_current_xact_id()""");
        beats.commit();
        beats.setAutoCommit(true);

        assertThat(Heartbeat.beat(beats))
                .as("settled while its transaction is open")
                .isEqualTo(number);
    }
}
