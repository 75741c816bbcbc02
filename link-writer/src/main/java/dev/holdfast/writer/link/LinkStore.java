package dev.holdfast.writer.link;

import dev.holdfast.writer.code.CodeKeys;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.propagate.WriteThrough;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of links that exist. Every change draws its number, with {@code draw_link_number()}, after it has locked its
 * row, so that the versions of one link rise in the order of its commits, and leaves a row in link_change.
 */
@Singleton
class LinkStore {
    private static final String LOCK = """
            select id, version, alias, target, redirect_status, title, tags, expires_at, disabled,
                   created_at, updated_at, deleted
            from link where\s""";
    private static final String LOCK_BY_ID = LOCK + "id = ? and alias is null for no key update";
    private static final String LOCK_BY_ALIAS = LOCK + "alias = ? for no key update";

    private static final String UPDATE = """
            with drawn as materialized (
              select draw_link_number() as number
            ), changed as (
              update link set version = number, updated_at = greatest(updated_at, clock_timestamp()), deleted = ?,
                target = ?, redirect_status = ?, title = ?, tags = string_to_array(?, E'\\n'), expires_at = ?, disabled = ?
              from drawn where id = ?
              returning id, version, updated_at
            ), change as (
              insert into link_change (version, link_id, at) select version, id, updated_at from changed
            )
            select version, updated_at, pg_current_xact_id()::text from changed
            """;

    private final CodeKeys codeKeys;
    private final WriteThrough writeThrough;

    LinkStore(CodeKeys codeKeys, WriteThrough writeThrough) {
        this.codeKeys = codeKeys;
        this.writeThrough = writeThrough;
    }

    /** Locks the link with this id and a generated code. */
    Optional<LinkRow> lockById(Transaction transaction, long id) throws SQLException {
        return lock(transaction.connection(), LOCK_BY_ID, id);
    }

    /** Locks the link with this alias. */
    Optional<LinkRow> lockByAlias(Transaction transaction, String alias) throws SQLException {
        return lock(transaction.connection(), LOCK_BY_ALIAS, alias);
    }

    private Optional<LinkRow> lock(Connection connection, String sql, Object key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    private LinkRow row(ResultSet rows) throws SQLException {
        OffsetDateTime expires = rows.getObject(8, OffsetDateTime.class);
        LinkContent content = new LinkContent(
                rows.getString(4),
                rows.getInt(5),
                rows.getString(6),
                strings(rows.getArray(7)),
                expires == null ? null : expires.toInstant(),
                rows.getBoolean(9));
        String alias = rows.getString(3);
        return new LinkRow(
                rows.getLong(1),
                rows.getLong(2),
                codeKeys.code(rows.getLong(1), alias),
                alias,
                content,
                instant(rows, 10),
                instant(rows, 11),
                rows.getBoolean(12));
    }

    /** Gives a locked link this content and a new version. */
    LinkRow change(Transaction transaction, LinkRow locked, LinkContent content) throws SQLException {
        return update(transaction, locked, content, false);
    }

    /** Marks a locked link as deleted: its row stays. */
    LinkRow delete(Transaction transaction, LinkRow locked) throws SQLException {
        return update(transaction, locked, locked.content(), true);
    }

    private LinkRow update(Transaction transaction, LinkRow locked, LinkContent content, boolean deleted)
            throws SQLException {
        try (PreparedStatement statement = transaction.connection().prepareStatement(UPDATE)) {
            statement.setBoolean(1, deleted);
            statement.setString(2, content.target());
            statement.setInt(3, content.redirectStatus());
            statement.setString(4, content.title());
            statement.setString(5, join(content.tags()));
            Instant expires = content.expiresAt();
            statement.setObject(6, expires == null ? null : expires.atOffset(ZoneOffset.UTC));
            statement.setBoolean(7, content.disabled());
            statement.setLong(8, locked.id());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("link " + locked.id() + " went away under its lock");
                }
                transaction.drew(rows.getLong(1), rows.getString(3));
                LinkRow changed = locked.changed(rows.getLong(1), instant(rows, 2), content, deleted);
                propagate(transaction, changed);
                return changed;
            }
        }
    }

    private void propagate(Transaction transaction, LinkRow changed) {
        transaction.afterCommit(() -> writeThrough.apply(changed.version(), List.of(changed.change())));
    }

    private static String join(List<String> tags) {
        return String.join(LinkInserts.TAG_SEPARATOR, tags);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
