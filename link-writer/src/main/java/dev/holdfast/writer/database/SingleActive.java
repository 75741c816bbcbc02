package dev.holdfast.writer.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that goes on in one writer at a time: in the one that holds a session advisory lock. Lock and task use the
 * same connection, so the task can't write any longer than it holds the lock. The others try for the lock; when the
 * holder's session ends, the next takes over within one pause.
 */
public final class SingleActive implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleActive.class);
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);
    /** Only against turning in circles: {@link PrimarySearch} waits while the primary is away. */
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(200);

    /** The work of one turn. Called by one thread. */
    public interface Task {
        /** Does what there is to do, on a connection that commits each statement by itself. */
        void turn(Connection connection) throws SQLException;

        /** This writer is not, or no longer, the one: what was remembered may be out of date. */
        void passive();
    }

    private final String name;
    private final long lock;
    private final Duration pause;
    private final PrimaryConnections connections;
    private final Task task;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private final Outage outage;
    private volatile boolean active;

    SingleActive(String name, long lock, Duration pause, PrimaryConnections connections, Task task) {
        this.name = name;
        this.lock = lock;
        this.pause = pause;
        this.connections = connections;
        this.task = task;
        this.outage = new Outage(name);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    SingleActive start() {
        thread.start();
        return this;
    }

    /** Whether this writer is the one now. */
    public boolean active() {
        return active;
    }

    private void run() {
        while (!isStopped()) {
            try (Connection connection = connections.open(name, ANSWER_WAIT)) {
                runOn(connection);
            } catch (SQLException | RuntimeException e) {
                outage.failed(e);
            }
            becomePassive();
            waitFor(RECONNECT_PAUSE);
        }
    }

    private void runOn(Connection connection) throws SQLException {
        while (!isStopped() && !tryLock(connection)) {
            waitForTurn();
        }
        LOG.info("{}: active", name);
        active = true;
        while (!isStopped()) {
            task.turn(connection);
            waitForTurn();
        }
    }

    private void becomePassive() {
        if (active) {
            LOG.info("{}: no longer active", name);
        }
        active = false;
        task.passive();
    }

    private boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, lock);
            try (ResultSet rows = statement.executeQuery()) {
                outage.answered();
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void waitForTurn() {
        waitFor(pause);
    }

    private void waitFor(Duration time) {
        try {
            boolean _ = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            stopped.countDown();
        }
    }

    /** Ends the task after the turn that is under way, and gives the lock back. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(ANSWER_WAIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
