package dev.holdfast.writer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commit under way, on a thread of its own: whoever waits for it may stop waiting without ending it. It keeps its
 * connection, so the pool bounds how many there are on a primary that waits for its standbys.
 */
final class Commit {
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("commit").start(task);

    private final Connection connection;
    private final CompletableFuture<Optional<SQLException>> trouble;

    private Commit(Connection connection, CompletableFuture<Optional<SQLException>> trouble) {
        this.connection = connection;
        this.trouble = trouble;
    }

    /**
     * Commits, and gives the connection back when that has ended.
     *
     * @param wait for the server's answer, longer than anybody waits for this commit: it only frees a connection to a
     *     server that has gone without a word
     */
    static Commit start(Connection connection, Duration wait) {
        return new Commit(connection, CompletableFuture.supplyAsync(() -> run(connection, wait), THREADS));
    }

    private static Optional<SQLException> run(Connection connection, Duration wait) {
        try {
            Transactions.wait(connection, wait);
            return now(connection);
        } catch (SQLException e) {
            return Optional.of(e);
        } finally {
            giveBack(connection);
        }
    }

    /** Commits. What comes back speaks against success: an error or a warning, both of which leave the outcome open. */
    static Optional<SQLException> now(Connection connection) {
        try {
            connection.clearWarnings();
            connection.commit();
            return Optional.ofNullable(connection.getWarnings());
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** What goes wrong here says nothing about the commit: it must not be taken for its outcome. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("could not give a connection back", e);
        }
    }

    /** Whether it succeeds in this time, beyond doubt. False says nothing. */
    boolean succeedsWithin(Duration patience) {
        try {
            return trouble.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS)
                    .isEmpty();
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it has succeeded by now, beyond doubt. False says nothing. */
    boolean hasSucceeded() {
        return succeedsWithin(Duration.ZERO);
    }

    /** Breaks the connection of a commit whose outcome another server has told: its own has gone silent. */
    void abandon() {
        try {
            if (!trouble.isDone()) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("the commit ended meanwhile", e);
        }
    }

    @Override
    public String toString() {
        return trouble.isDone()
                ? String.valueOf(trouble.join().map(SQLException::getMessage).orElse("done"))
                : "under way";
    }
}
