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

    /** Puts the key of the codes in place, as the first link-writer does. */
    static void ensureKey() {
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
        try (Connection connection = TestBackends.shared().replicaAdminConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
