package dev.holdfast.reader;

import dev.holdfast.local.testing.TestBackends;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ticks as link-writer does, for as long as the JVM runs; waits while the primary is away. */
public final class Heartbeat {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static volatile boolean stopped;

    private Heartbeat() {}

    private static final class Holder {
        static final Thread TICKER =
                Thread.ofPlatform().daemon().name("heartbeat").start(Heartbeat::tick);
    }

    /** Starts the ticker unless it runs. */
    static void ensure() {
        if (!Holder.TICKER.isAlive()) {
            throw new IllegalStateException("the heartbeat has ended");
        }
    }

    /** Stands still, as when every writer is gone, until {@link #resume}. */
    public static void stop() {
        stopped = true;
    }

    public static void resume() {
        stopped = false;
    }

    private static void tick() {
        while (true) {
            try (Connection connection = TestBackends.shared().adminConnection()) {
                connection.setAutoCommit(false);
                while (true) {
                    if (!stopped) {
                        tick(connection);
                        connection.commit();
                    }
                    pause();
                }
            } catch (SQLException _) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            NEVER.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First what is issued, then the own transaction id: the order is what makes {@code settled} exact. */
    private static void tick(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long issued = number(
                    statement, "select case when is_called then last_value else last_value - 1 end from link_number");
            long xid = number(statement, "select pg_current_xact_id()::text::bigint");
            long oldest = number(statement, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
            statement.execute("update heartbeat set tick = clock_timestamp(), issued = " + issued
                    + ", settled = case when " + oldest + " >= pending_xid::text::bigint then pending_issued"
                    + " else settled end, pending_issued = case when " + oldest
                    + " >= pending_xid::text::bigint then " + issued + " else pending_issued end,"
                    + " pending_xid = case when " + oldest + " >= pending_xid::text::bigint then '" + xid
                    + "'::xid8 else pending_xid end");
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
