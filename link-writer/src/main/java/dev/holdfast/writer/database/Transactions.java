package dev.holdfast.writer.database;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.Transaction.Proof;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work in transactions on the primary. Blocks: call it on a virtual thread. Safe for use by several threads. */
@Singleton
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final DataSource primary;
    private final WriteSettings settings;
    private final CommitOutcomes outcomes;

    Transactions(DataSource primary, WriteSettings settings, MeterRegistry metrics) {
        this.primary = primary;
        this.settings = settings;
        this.outcomes = new CommitOutcomes(primary, metrics);
    }

    /**
     * Runs the work until a transaction of it has committed for certain, and returns that transaction's result.
     *
     * @throws ProblemException thrown by the work, after rolling back; or {@code unavailable} when the write deadline
     *     passed: then the detail says whether the work may have been done
     * @throws DatabaseException when the database refused in a way that won't pass
     */
    public <T> T write(Work<T> work) {
        Deadline deadline = Deadline.after(settings.deadline());
        Duration pause = FIRST_PAUSE;
        while (true) {
            switch (attempt(work, deadline)) {
                case Attempt.Committed<T>(Transaction transaction, T result) -> {
                    transaction.committed();
                    return result;
                }
                case Attempt.Unknown<T>(Transaction transaction, T result, SQLException cause) -> {
                    Proof proof = transaction.proof();
                    if (proof != null && outcomes.hasCommitted(proof, deadline, cause)) {
                        transaction.committed();
                        return result;
                    }
                }
                case Attempt.RolledBack<T>(SQLException cause) -> LOG.debug("rolled back, trying again", cause);
            }
            pause = pauseBefore(deadline, pause);
        }
    }

    private <T> Attempt<T> attempt(Work<T> work, Deadline deadline) {
        Connection connection = null;
        try {
            connection = primary.getConnection();
            Transaction transaction = new Transaction(connection);
            T result = runOrRollBack(work, transaction, deadline);
            return commit(transaction, result, deadline);
        } catch (SQLException e) {
            if (!SqlFailures.passes(e)) {
                throw new DatabaseException(e);
            }
            return new Attempt.RolledBack<>(e);
        } finally {
            giveBack(connection);
        }
    }

    /** What goes wrong here says nothing about the transaction: it must not be taken for its outcome. */
    private static void giveBack(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("could not give a connection back", e);
        }
    }

    private <T> T runOrRollBack(Work<T> work, Transaction transaction, Deadline deadline) throws SQLException {
        Connection connection = transaction.connection();
        wait(connection, min(settings.statementWait(), deadline.left()));
        try {
            return work.run(transaction);
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is broken: the server rolls back when it notices
        }
    }

    private static <T> Attempt<T> commit(Transaction transaction, T result, Deadline deadline) {
        Connection connection = transaction.connection();
        try {
            wait(connection, deadline.left());
            connection.clearWarnings();
            connection.commit();
            SQLException warning = connection.getWarnings();
            return warning == null
                    ? new Attempt.Committed<>(transaction, result)
                    : new Attempt.Unknown<>(transaction, result, warning);
        } catch (SQLException e) {
            return new Attempt.Unknown<>(transaction, result, e);
        }
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
                    ProblemCode.UNAVAILABLE, "The primary database is away. Nothing was changed; try again.");
        }
        Pauses.pause(Duration.ofMillis(jittered));
        return min(pause.multipliedBy(2), LONGEST_PAUSE);
    }

    private sealed interface Attempt<T> {
        record Committed<T>(Transaction transaction, T result) implements Attempt<T> {}

        record RolledBack<T>(SQLException cause) implements Attempt<T> {}

        record Unknown<T>(Transaction transaction, T result, SQLException cause) implements Attempt<T> {}
    }
}
