package dev.holdfast.writer.database;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.Transaction.Proof;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a transaction whose commit was not answered.
 *
 * <p>The truth is its row in link_change on the server that is the primary <em>now</em>. A missing row proves that
 * nothing was done only when the transaction can no longer commit, that is, has ended before the snapshot in which the
 * row was missed:
 *
 * <ol>
 *   <li>The question is asked in a transaction that first takes an id of its own. A transaction id at or above it was
 *       never given out by this server: it comes from a primary whose last writes this one does not have, and is over.
 *   <li>Below it, {@code pg_xact_status} says whether it is in progress, which includes waiting for a standby. Then the
 *       question is asked again a moment later.
 *   <li>The row is looked for afterwards, in a newer snapshot.
 * </ol>
 *
 * <p>The row alone is not yet the answer: it may be on this server and on no standby. So a transaction that finds it
 * writes a record to the log: its own commit, which must succeed without a warning, waits for the standbys to have
 * everything up to there.
 *
 * <p>Asking takes a connection of its own: those of the pool may all hang on a server that is gone.
 *
 * <p>Asking does no harm while the commit is still under way: a commit may be on a server that has gone silent, and
 * another server be the primary by now.
 */
final class CommitOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(CommitOutcomes.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final String IN_PROGRESS = """
            select ?::xid8 < pg_current_xact_id() and coalesce(pg_xact_status(?::xid8) = 'in progress', false)""";
    private static final String ROW = "select exists (select from link_change where version = ?)";
    private static final String LOG_RECORD =
            "select pg_logical_emit_message(true, 'holdfast', 'outcome of change ' || ?::bigint) is not null";

    private final SharedConnection primary;
    private final Counter committed;
    private final Counter rolledBack;
    private final Counter unresolved;

    CommitOutcomes(PrimaryConnections primary, MeterRegistry metrics) {
        this.primary = new SharedConnection(primary, "outcome");
        this.committed = counter(metrics, "committed");
        this.rolledBack = counter(metrics, "rolled_back");
        this.unresolved = counter(metrics, "unresolved");
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("holdfast.unknown.commits")
                .description("Commits that ended without an answer, by what had become of them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /**
     * Whether the transaction has committed, for good.
     *
     * @param commit that has not succeeded so far; it may yet
     * @throws ProblemException {@code unavailable} when this is still unknown at the deadline
     */
    boolean hasCommitted(Proof proof, Commit commit, Deadline deadline) {
        LOG.warn("commit of change {} has no answer: {}", proof.version(), commit);
        try (SharedConnection.Use _ = primary.join()) {
            return askUntil(deadline, proof, commit);
        }
    }

    private boolean askUntil(Deadline deadline, Proof proof, Commit commit) {
        Duration pause = FIRST_PAUSE;
        while (!deadline.hasPassed()) {
            Answer answer = commit.hasSucceeded() ? Answer.COMMITTED : ask(proof, deadline);
            if (answer != Answer.NOT_YET) {
                LOG.info("change {}: {}", proof.version(), answer);
                (answer == Answer.COMMITTED ? committed : rolledBack).increment();
                commit.abandon();
                return answer == Answer.COMMITTED;
            }
            Pauses.pause(pause);
            pause = Pauses.longer(pause, LONGEST_PAUSE);
        }
        unresolved.increment();
        throw new ProblemException(
                ProblemCode.UNAVAILABLE,
                "The primary database did not say in time whether the change was made. Look, or try again: with the"
                        + " same Idempotency-Key nothing is done twice.");
    }

    private Answer ask(Proof proof, Deadline deadline) {
        try {
            return primary.ask(connection -> ask(connection, proof), deadline);
        } catch (SQLException e) {
            LOG.debug("can't look up change {} now", proof.version(), e);
            return Answer.NOT_YET;
        }
    }

    private static Answer ask(Connection connection, Proof proof) throws SQLException {
        if (query(connection, IN_PROGRESS, proof.transactionId(), proof.transactionId())) {
            connection.rollback();
            return Answer.NOT_YET;
        }
        if (!query(connection, ROW, proof.version())) {
            connection.rollback();
            return Answer.ROLLED_BACK;
        }
        query(connection, LOG_RECORD, proof.version());
        return Commit.now(connection).isEmpty() ? Answer.COMMITTED : Answer.NOT_YET;
    }

    private static boolean query(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private enum Answer {
        COMMITTED,
        ROLLED_BACK,
        NOT_YET
    }
}
