package dev.holdfast.writer.database;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.Transaction.Proof;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work in transactions on the primary. Blocks: call it on a virtual thread. Safe for use by several threads. */
@Singleton
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** Commits that take longer than this are asked after on another connection, perhaps of another server. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final DataSource primary;
    private final WriteSettings settings;
    private final CommitOutcomes outcomes;
    private final MeterRegistry metrics;
    private final Semaphore places;

    Transactions(DataSource primary, PrimaryConnections connections, WriteSettings settings, MeterRegistry metrics) {
        this.primary = primary;
        this.settings = settings;
        this.metrics = metrics;
        this.places = new Semaphore(settings.maxWaiting());
        this.outcomes = new CommitOutcomes(connections, metrics);
    }

    /**
     * Runs the work until a transaction of it has committed for certain, and returns that transaction's result.
     *
     * @throws ProblemException thrown by the work, after rolling back; or {@code unavailable} when the write deadline
     *     passed: then the detail says whether the work may have been done
     * @throws DatabaseException when the database refused in a way that won't pass
     */
    public <T> T write(Work<T> work) {
        return write(work, deadline());
    }

    /** As {@link #write(Work)}, with a deadline of its own. */
    public <T> T write(Work<T> work, Deadline deadline) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "Too many writes wait for the primary database. Nothing was changed.");
        }
        try {
            return writeUntil(deadline, work);
        } finally {
            places.release();
        }
    }

    /**
     * Runs the work in one transaction and does not try again.
     *
     * @return empty when the transaction was rolled back because of trouble that passes: nothing was changed
     */
    public <T> Optional<T> writeOnce(Work<T> work, Deadline deadline) {
        return attempt(work, deadline)
                .filter(attempt -> hasCommitted(attempt, deadline))
                .map(Attempt::finish);
    }

    /** The deadline of a write that begins now. */
    public Deadline deadline() {
        return Deadline.after(settings.deadline());
    }

    private <T> T writeUntil(Deadline deadline, Work<T> work) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<Attempt<T>> attempt = attempt(work, deadline);
            if (attempt.isPresent() && hasCommitted(attempt.get(), deadline)) {
                return attempt.get().finish();
            }
            pause = pauseBefore(deadline, pause);
        }
    }

    /** Runs the work and sends the commit; empty when it did not get that far because of trouble that passes. */
    private <T> Optional<Attempt<T>> attempt(Work<T> work, Deadline deadline) {
        try {
            Transaction transaction = new Transaction(primary.getConnection());
            T result = runOrGiveBack(work, transaction, deadline);
            return Optional.of(new Attempt<>(transaction, result, startCommit(transaction)));
        } catch (SQLException e) {
            if (!SqlFailures.passes(e)) {
                throw new DatabaseException(e);
            }
            LOG.debug("rolled back, trying again", e);
            countRetry(e);
            return Optional.empty();
        }
    }

    private void countRetry(SQLException failure) {
        Counter.builder("holdfast.write.retries")
                .description("Transactions that were rolled back and are tried again, by the SQL state of the failure")
                .tag("sqlstate", String.valueOf(failure.getSQLState()))
                .register(metrics)
                .increment();
    }

    private Commit startCommit(Transaction transaction) {
        return Commit.start(transaction.connection(), settings.deadline().plus(BEYOND_DEADLINE));
    }

    private <T> T runOrGiveBack(Work<T> work, Transaction transaction, Deadline deadline) throws SQLException {
        Connection connection = transaction.connection();
        try {
            wait(connection, min(settings.statementWait(), deadline.left()));
            return work.run(transaction);
        } catch (Throwable e) { // an Error too: the pool has no other way to get its connection back
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is broken: the server rolls back when it notices
        }
    }

    private boolean hasCommitted(Attempt<?> attempt, Deadline deadline) {
        Proof proof = attempt.transaction().proof();
        Duration patience = proof == null ? deadline.left() : min(COMMIT_PATIENCE, deadline.left());
        return attempt.commit().succeedsWithin(patience)
                || proof != null && outcomes.hasCommitted(proof, attempt.commit(), deadline);
    }

    /** How long the driver waits for the server's next answer. It then gives the connection up; it cancels nothing. */
    static void wait(Connection connection, Duration wait) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, wait.toMillis()));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration pauseBefore(Deadline deadline, Duration pause) {
        long jittered = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
        if (deadline.left().toMillis() <= jittered) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "The primary database is away; try again. Nothing was changed.");
        }
        Pauses.pause(Duration.ofMillis(jittered));
        return Pauses.longer(pause, LONGEST_PAUSE);
    }

    /** Work that was done, in a transaction whose commit is under way. */
    private record Attempt<T>(Transaction transaction, T result, Commit commit) {
        /** Once it is certain that it has committed. */
        T finish() {
            transaction.committed();
            return result;
        }
    }
}
