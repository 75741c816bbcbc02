package dev.holdfast.service.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Tries to connect again and again, after a constant pause, before it says that it can't. For pools: HikariCP waits
 * after each failure, twice as long each time, up to five seconds, and so finds a new primary that much later than it
 * could. Whoever borrows from the pool waits no longer than before: connections are made on the pool's own thread.
 */
public final class UntiringDataSource implements DataSource {
    private final DataSource server;
    private final Turns turns;
    private final Duration pause;
    private final Duration patience;

    /**
     * @param pause between two tries; each may log in at several servers, which takes their time and ours
     * @param patience when a failure is told all the same; the pool's own waiting time doubles only then
     */
    public UntiringDataSource(DataSource server, Duration pause, Duration patience) {
        this(server, Attempt::connect, pause, patience);
    }

    /** As the other, for a pool that is not the only one who looks for that server. */
    public UntiringDataSource(DataSource server, Turns turns, Duration pause, Duration patience) {
        this.server = server;
        this.turns = turns;
        this.pause = pause;
        this.patience = patience;
    }

    /** One try to connect. */
    public interface Attempt {
        Connection connect() throws SQLException;
    }

    /** Who may try when: makes the attempt, at once or when it is its turn. */
    public interface Turns {
        Connection take(Attempt attempt) throws SQLException;
    }

    private Connection insist(Attempt attempt) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return turns.take(attempt);
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return insist(server::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return insist(() -> server.getConnection(user, password));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return server.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        server.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        server.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return server.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return server.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return server.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return server.isWrapperFor(type);
    }
}
