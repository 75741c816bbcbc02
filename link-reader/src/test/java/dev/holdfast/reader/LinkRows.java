package dev.holdfast.reader;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.code.CodeCipher;
import dev.holdfast.model.code.CodeKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Writes to the links' tables as link-writer does, number and all, and nothing to Redis. */
public final class LinkRows {
    private static final CodeKey KEY = new CodeKey(0, new byte[32], 1, 3_521_614_606_208L);
    private static final CodeCipher CIPHER = new CodeCipher(List.of(KEY));

    private LinkRows() {}

    /** A new link. Returns its id. */
    public static long insert(String alias, String target) {
        return number(
                "with n as materialized (select draw_link_number() as id) insert into link"
                        + " (id, version, alias, target, redirect_status, created_at, updated_at)"
                        + " select id, id, nullif(?, ''), ?, 302, now(), now() from n returning id",
                alias,
                target);
    }

    /** Changes a link as {@code set} says. Returns its new version. */
    public static long update(long id, String set) {
        return number(
                "with locked as materialized (select id from link where id = ?::bigint for update),"
                        + " n as materialized (select draw_link_number() as version from locked)"
                        + " update link l set " + set + ", version = n.version, updated_at = now() from n"
                        + " where l.id in (select id from locked) returning l.version",
                Long.toString(id));
    }

    /** The generated code of this id. */
    public static String code(long id) {
        return CIPHER.encode(id).text();
    }

    /** The tables, the key of the codes and a heartbeat, as link-writer makes them. */
    public static void prepare() {
        TestBackends.shared().migrate();
        Heartbeat.ensure();
        execute("insert into code_key values (" + KEY.epoch() + ", '\\x"
                + HexFormat.of().formatHex(KEY.key()) + "', " + KEY.firstId() + ", " + KEY.lastId()
                + ") on conflict do nothing");
    }

    /** Waits until the replica has all that was written so far. */
    public static void awaitReplica() {
        long position = number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
        boolean reached = Deadline.in(Duration.ofSeconds(20)).await(() -> replicaPosition() >= position);
        if (!reached) {
            throw new IllegalStateException("the replica does not follow");
        }
    }

    /** Waits until the replica has everything up to this number, and says so. */
    public static void awaitSettled(long number) {
        boolean settled = Deadline.in(Duration.ofSeconds(20))
                .await(() -> replicaNumber("select settled from heartbeat") >= number);
        if (!settled) {
            throw new IllegalStateException(number + " does not settle");
        }
    }

    /** Runs a statement on the primary that returns one text. */
    public static String text(String sql) {
        try (Connection connection = TestBackends.shared().adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement on the replica. */
    public static void executeOnReplica(String sql) {
        try (Connection connection = TestBackends.shared().replicaAdminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the replica from applying what it receives. */
    public static void pauseReplay() {
        executeOnReplica("select pg_wal_replay_pause()");
        boolean paused = Deadline.in(Duration.ofSeconds(10))
                .await(() -> replicaNumber("select (pg_get_wal_replay_pause_state() = 'paused')::int") == 1);
        if (!paused) {
            throw new IllegalStateException("replay does not pause");
        }
    }

    public static void resumeReplay() {
        executeOnReplica("select pg_wal_replay_resume()");
    }

    /** Runs a statement on the primary that returns one number. */
    public static long number(String sql, String... values) {
        try (Connection connection = TestBackends.shared().adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement on the primary. */
    public static void execute(String sql) {
        try (Connection connection = TestBackends.shared().adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long replicaPosition() {
        return replicaNumber("select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')");
    }

    /** Runs a statement on the replica that returns one number. */
    public static long replicaNumber(String sql) {
        try (Connection connection = TestBackends.shared().replicaAdminConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
