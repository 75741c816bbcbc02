package dev.holdfast.writer.link;

import dev.holdfast.writer.code.CodeKeys;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.propagate.Change;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of links. Every change draws its number, with {@code draw_link_number()} or its plural, after it has locked
 * its row, so that the versions of one link rise in the order of its commits, and leaves a row in link_change.
 */
@Singleton
class LinkStore {
    /**
     * Joins tags in a parameter, since Postgres unnests an array of arrays into one: no tag has a control character.
     */
    private static final String TAG_SEPARATOR = "\n";

    /**
     * Numbers are drawn in the order given; rows are inserted in the order of their aliases, so that two batches that
     * wait for each other's aliases can't wait in a circle.
     */
    private static final String INSERT = """
            with item as materialized (
              select n, id, clock_timestamp() as at, alias, target, status, title, tags, expires
              from rows from (
                unnest(?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[]), draw_link_numbers(?))
                with ordinality as given (alias, target, status, title, tags, expires, id, n)
            ), inserted as (
              insert into link (id, version, alias, target, redirect_status, title, tags, created_at, updated_at, expires_at)
              select id, id, alias, target, status, title, string_to_array(tags, E'\\n'), at, at, expires::timestamptz
              from item order by alias collate "C", n
              on conflict (alias) where alias is not null do nothing
              returning id, created_at
            ), change as (
              insert into link_change (version, link_id, at) select id, id, created_at from inserted
            )
            select n, id, created_at, pg_current_xact_id()::text from item join inserted using (id)
            """;

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

    /** Inserts the drafts; the result has a row for each, in order, empty where the alias is taken. */
    List<Optional<LinkRow>> insert(Transaction transaction, List<LinkDraft> drafts) throws SQLException {
        List<Optional<LinkRow>> inserted = new ArrayList<>(Collections.nCopies(drafts.size(), Optional.empty()));
        try (PreparedStatement statement = transaction.connection().prepareStatement(INSERT)) {
            setDrafts(statement, drafts);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    int index = rows.getInt(1) - 1;
                    long id = rows.getLong(2);
                    LinkDraft draft = drafts.get(index);
                    Instant at = instant(rows, 3);
                    inserted.set(index, Optional.of(row(id, draft, at)));
                    transaction.drew(id, rows.getString(4));
                }
            }
        }
        List<LinkRow> created = inserted.stream().flatMap(Optional::stream).toList();
        propagate(transaction, created);
        return inserted;
    }

    private LinkRow row(long id, LinkDraft draft, Instant at) {
        String code = codeKeys.code(id, draft.alias());
        return new LinkRow(id, id, code, draft.alias(), draft.content(), at, at, false);
    }

    private static void setDrafts(PreparedStatement statement, List<LinkDraft> drafts) throws SQLException {
        setArray(statement, 1, drafts, LinkDraft::alias);
        setArray(statement, 2, drafts, draft -> draft.content().target());
        setArray(statement, 3, drafts, draft -> String.valueOf(draft.content().redirectStatus()));
        setArray(statement, 4, drafts, draft -> draft.content().title());
        setArray(statement, 5, drafts, draft -> join(draft.content().tags()));
        setArray(statement, 6, drafts, draft -> text(draft.content().expiresAt()));
        statement.setInt(7, drafts.size());
    }

    private static void setArray(
            PreparedStatement statement, int index, List<LinkDraft> drafts, Function<LinkDraft, @Nullable String> part)
            throws SQLException {
        Object[] values = drafts.stream().map(part).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("text", values));
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
                propagate(transaction, List.of(changed));
                return changed;
            }
        }
    }

    private void propagate(Transaction transaction, List<LinkRow> links) {
        if (!links.isEmpty()) {
            transaction.afterCommit(() ->
                    writeThrough.apply(links.stream().map(LinkStore::change).toList()));
        }
    }

    private static Change change(LinkRow link) {
        LinkContent content = link.content();
        return Change.of(
                link.code(),
                link.id(),
                link.version(),
                content.disabled(),
                link.deleted(),
                content.redirectStatus(),
                content.expiresAt(),
                content.target());
    }

    private static String join(List<String> tags) {
        return String.join(TAG_SEPARATOR, tags);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
