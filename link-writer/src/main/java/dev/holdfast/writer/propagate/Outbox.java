package dev.holdfast.writer.propagate;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.writer.code.CodeKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQL of the outbox. */
@Singleton
class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final String STATE = """
            select settled, clock_timestamp() - tick < interval '1 second', current_timeline(),
              (select version from link_change_floor), (select system_identifier from pg_control_system())
            from heartbeat""";
    private static final String ABOVE = """
            select version, link_id, coalesce(last_id, link_id) from link_change
            where version > ? order by version limit ?""";
    private static final String LINKS =
            "select id, version, alias, target, redirect_status, expires_at, disabled, deleted from link where ";
    private static final String LISTED = LINKS + "id = any (?)";
    private static final String CREATED = LINKS + "id between ? and ?";
    private static final int TRIM_AT_ONCE = 50_000;
    /**
     * Removes from the lower end, as far as it is old and settled: by time there is no index, which each write would
     * pay for. The floor rises in the transaction that removes what is below it.
     */
    private static final String TRIM = """
            with lowest as materialized (
              select version, at from link_change order by version limit ?
            ), removed as (
              delete from link_change where version <= (
                select max(version) from lowest
                where at < now() - interval '15 minutes' and version <= (select settled from heartbeat))
              returning greatest(version, last_id) as version
            ), floor as (
              update link_change_floor set version = greatest(version, (select max(version) from removed))
            )
            select count(*) from removed""";

    private final CodeKeys codeKeys;

    Outbox(CodeKeys codeKeys) {
        this.codeKeys = codeKeys;
    }

    /** How far the primary is. */
    State state(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the heartbeat has lost its row");
            }
            Timeline timeline = new Timeline(rows.getLong(5), rows.getLong(3));
            return new State(rows.getLong(1), rows.getBoolean(2), rows.getLong(4), timeline);
        }
    }

    /** Rows above a position that have been committed, the lowest versions first. */
    List<Row> above(Connection connection, long position, int limit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ABOVE)) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getLong(1), found.getLong(2), found.getLong(3)));
                }
            }
        }
        return rows;
    }

    /** The links as they are now, which may be newer than the changes that led here. */
    List<Change> links(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LISTED)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return changes(statement);
        }
    }

    /** The links with ids in this range, as they are now. */
    List<Change> links(Connection connection, long first, long last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CREATED)) {
            statement.setLong(1, first);
            statement.setLong(2, last);
            return changes(statement);
        }
    }

    private List<Change> changes(PreparedStatement statement) throws SQLException {
        List<Change> links = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                links.add(change(rows));
            }
        }
        return links;
    }

    private Change change(ResultSet rows) throws SQLException {
        long id = rows.getLong(1);
        OffsetDateTime expires = rows.getObject(6, OffsetDateTime.class);
        return Change.of(
                codeKeys.code(id, rows.getString(3)),
                id,
                rows.getLong(2),
                rows.getBoolean(7),
                rows.getBoolean(8),
                rows.getInt(5),
                expires == null ? null : expires.toInstant(),
                rows.getString(4));
    }

    /** Removes changes older than 15 minutes. */
    static void trim(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIM)) {
            statement.setInt(1, TRIM_AT_ONCE);
            while (removed(statement) == TRIM_AT_ONCE) {
                LOG.debug("removed {} changes, there may be more", TRIM_AT_ONCE);
            }
        }
    }

    private static long removed(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /**
     * How far the primary is.
     *
     * @param settled every change numbered at or below it has ended
     * @param live whether the heartbeat beats
     * @param floor every change numbered above it is in the outbox
     */
    record State(long settled, boolean live, long floor, Timeline timeline) {
        String position() {
            return CacheKeys.position(settled);
        }
    }

    /**
     * A row of the outbox. Either one change, of one link, or all links that a transaction created: these have ids from
     * {@code first}, which is then the version, to {@code last}; ids in between may belong to others.
     */
    record Row(long version, long first, long last) {
        /** How many links it stands for at most. */
        long links() {
            return last - first + 1;
        }
    }
}
