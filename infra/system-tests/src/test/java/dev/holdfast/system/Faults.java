package dev.holdfast.system;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the tests break, and how they mend it. */
final class Faults {
    private final Platform platform;

    Faults(Platform platform) {
        this.platform = platform;
    }

    /** Stops the replica from applying what it receives, while it goes on answering. */
    void pauseReplay() {
        onReplica("select pg_wal_replay_pause()");
    }

    void resumeReplay() {
        onReplica("select pg_wal_replay_resume()");
    }

    void onReplica(String sql) {
        try (Connection connection = platform.replica()) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number that a query on the replica answers. */
    long onReplicaNumber(String sql) {
        try (Connection connection = platform.replica()) {
            return number(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number that a query on the primary answers. */
    long onPrimary(String sql) {
        try (Connection connection = platform.primary()) {
            return number(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs infra/stack: {@code stop}, {@code kill}, {@code pause}, {@code resume} or {@code start} of a part. */
    void stack(String command, String part) {
        platform.stack(command, part).orFail();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
