package dev.holdfast.writer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the primary for all who ask for the outcome of a commit, one after the other, as long as anybody
 * does. With a connection each, dozens of commits that hang on a primary which was cut off would log in at every server
 * all the time: it took most of the machine, just when a new primary was to be made. Safe for use by several threads.
 */
final class SharedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);
    /** For each answer: whoever is silent longer is left, and looked for anew. */
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(3);

    private final PrimaryConnections primary;
    private final String name;
    private final ReentrantLock turn = new ReentrantLock();
    private int users;
    private @Nullable Connection connection;

    /** @param name what it shows in pg_stat_activity after this instance's name */
    SharedConnection(PrimaryConnections primary, String name) {
        this.primary = primary;
        this.name = name;
    }

    /** What is asked in one turn; it leaves no transaction open unless it fails. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** A claim on the connection: it is kept until the last one is closed. */
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    Use join() {
        turn.lock();
        try {
            users++;
        } finally {
            turn.unlock();
        }
        return this::leave;
    }

    private void leave() {
        turn.lock();
        try {
            if (--users == 0) {
                drop();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Asks when it is this caller's turn. After a failure the next one asks on a new connection. */
    <T> T ask(Question<T> question, Deadline deadline) throws SQLException {
        takeTurn(deadline);
        try {
            Connection current = current();
            Transactions.wait(current, ANSWER_WAIT);
            return question.ask(current);
        } catch (SQLException e) {
            drop();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn(Deadline deadline) throws SQLException {
        try {
            if (!turn.tryLock(Math.max(0, deadline.left().toMillis()), TimeUnit.MILLISECONDS)) {
                throw new SQLException("others were asking until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    private Connection current() throws SQLException {
        if (connection != null) {
            return connection;
        }
        Connection opened = primary.open(name, ANSWER_WAIT);
        connection = opened;
        opened.setAutoCommit(false);
        return opened;
    }

    private void drop() {
        try (Connection dropped = connection) {
            connection = null;
            LOG.debug("{}: leaving {}", name, dropped);
        } catch (SQLException e) {
            LOG.debug("{}: could not close a connection", name, e);
        }
    }
}
