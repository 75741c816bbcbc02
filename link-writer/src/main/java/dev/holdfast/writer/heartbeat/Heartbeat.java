package dev.holdfast.writer.heartbeat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes the heartbeat row: {@code tick} (the primary's clock), {@code issued} and {@code settled}.
 *
 * <p><b>What {@code settled} promises.</b> Every change numbered at or below it belongs to a transaction that ended
 * before the beat that wrote it committed. The log is in the order of commits, so a replica that shows this row has
 * every change at or below its {@code settled} that was ever made.
 *
 * <p><b>Why it holds.</b>
 *
 * <ol>
 *   <li>A transaction that changes links takes its transaction id first and draws its number afterwards, both in
 *       {@code draw_link_number()}.
 *   <li>A beat reads {@code issued} = I, the last number drawn, and takes its own transaction id h <em>afterwards</em>.
 *       Transaction ids are given out in rising order. Whoever drew a number at or below I had drawn it when I was
 *       read, so had its id before that, so before h: its id is below h.
 *   <li>The pair (I, h) is kept in the row. A later beat whose snapshot has {@code pg_snapshot_xmin >= h} knows that
 *       every transaction with an id below h has ended: only then does I become {@code settled}, and the next pair is
 *       taken. Until then the pair stays, or a stream of overlapping transactions would never let any pair settle.
 *   <li>A transaction still waiting for a synchronous standby has not ended in this sense.
 * </ol>
 *
 * <p>The order inside a beat is what matters: an update that locks the row first would take h before I is read, and a
 * number drawn in between would belong to a transaction with an id <em>above</em> h that nobody waits for. So I is read
 * in a statement of its own, which takes no transaction id.
 *
 * <p><b>What it needs.</b> The sequence has {@code cache 1}; there are no prepared transactions. A transaction that is
 * left open delays settling and never makes it wrong; {@code transaction_timeout} of the roles bounds it.
 *
 * <p><b>After a failover</b> the row and its pair come from the log like everything else. Transaction ids go on above
 * all that the log has shown, transactions cut off by the failover have ended, and the first number drawn is a million
 * above the last one known. So the same rule goes on to hold.
 */
final class Heartbeat {
    private static final String READ_ISSUED =
            "select case when is_called then last_value else last_value - 1 end from link_number";

    private static final String BEAT = """
            update heartbeat set
              tick = clock_timestamp(),
              issued = greatest(issued, given.number),
              settled = case when given.xmin >= pending_xid then pending_issued else settled end,
              pending_issued =
                case when given.xmin >= pending_xid then greatest(issued, given.number) else pending_issued end,
              pending_xid = case when given.xmin >= pending_xid then pg_current_xact_id() else pending_xid end
            from (select ?::bigint as number, pg_snapshot_xmin(pg_current_snapshot()) as xmin) given
            returning settled
            """;

    private Heartbeat() {}

    /**
     * Beats once, in a transaction of its own. Only one session may do this at a time.
     *
     * @param connection commits each statement by itself, and does so again afterwards
     * @return the new {@code settled}
     */
    static long beat(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long settled = write(connection, readIssued(connection));
            connection.commit();
            return settled;
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static long readIssued(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_ISSUED)) {
            return number(statement);
        }
    }

    private static long write(Connection connection, long issued) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
            statement.setLong(1, issued);
            return number(statement);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the heartbeat has lost its row");
            }
            return rows.getLong(1);
        }
    }
}
