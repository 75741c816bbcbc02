package dev.holdfast.writer.link;

import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.writer.code.CodeKeys;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.propagate.WriteThrough;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of new links: one statement for all that a transaction creates. It draws their numbers in the order given,
 * inserts them and leaves one row in link_change that stands for all of them. It answers in one row: the id of each, in
 * the order given since that is the order of their numbers, null where the alias is taken.
 */
@Singleton
class LinkInserts {
    /**
     * Joins tags in a parameter, since an array of arrays would be unnested into one: no tag has a control character.
     */
    static final String TAG_SEPARATOR = "\n";

    private static final String GIVEN = """
            with given as materialized (
              select id, alias, target, status, title, string_to_array(tags, E'\\n') as tags, expires::timestamptz
              from rows from (
                unnest(?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[]), draw_link_numbers(?))
                as given (alias, target, status, title, tags, expires, id)
            ), created as (
              insert into link (id, version, alias, target, redirect_status, title, tags, created_at, updated_at, expires_at)
              select id, id, alias, target, status, title, tags, statement_timestamp(), statement_timestamp(), expires
              from given
            """;

    /** None of these can be in the way of another link: there is nothing to look for, and all of them go in. */
    private static final String WITHOUT_ALIASES = GIVEN + """
            ), change as (
              insert into link_change (version, link_id, last_id, at)
              select min(id), min(id), max(id), statement_timestamp() from given
            )
            select array_agg(id order by id), statement_timestamp(), pg_current_xact_id()::text from given
            """;

    /** Goes in the order of the aliases, so that two batches that wait for each other's can't wait in a circle. */
    private static final String WITH_ALIASES = GIVEN + """
              order by alias collate "C", id
              on conflict (alias) where alias is not null do nothing
              returning id
            ), change as (
              insert into link_change (version, link_id, last_id, at)
              select min(id), min(id), max(id), statement_timestamp() from created having count(*) > 0
            )
            select array_agg(created.id order by given.id), statement_timestamp(), pg_current_xact_id()::text
            from given left join created using (id)
            """;

    private final CodeKeys codeKeys;
    private final WriteThrough writeThrough;

    LinkInserts(CodeKeys codeKeys, WriteThrough writeThrough) {
        this.codeKeys = codeKeys;
        this.writeThrough = writeThrough;
    }

    /** Inserts the drafts; the result has a row for each, in order, empty where the alias is taken. */
    List<Optional<LinkRow>> insert(Transaction transaction, List<LinkDraft> drafts) throws SQLException {
        if (drafts.isEmpty()) {
            return List.of();
        }
        boolean aliases = drafts.stream().anyMatch(draft -> draft.alias() != null);
        String sql = aliases ? WITH_ALIASES : WITHOUT_ALIASES;
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            setDrafts(statement, drafts);
            try (ResultSet answer = statement.executeQuery()) {
                if (!answer.next()) {
                    throw new IllegalStateException("an aggregate without a row");
                }
                return created(transaction, drafts, answer);
            }
        }
    }

    private List<Optional<LinkRow>> created(Transaction transaction, List<LinkDraft> drafts, ResultSet answer)
            throws SQLException {
        @Nullable Long[] ids = (@Nullable Long[]) answer.getArray(1).getArray();
        Instant at = answer.getObject(2, OffsetDateTime.class).toInstant();
        Iterator<GeneratedCode> generated = codes(drafts, ids);
        List<Optional<LinkRow>> rows = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            rows.add(row(ids[i], drafts.get(i), generated, at));
        }
        List<LinkRow> created = rows.stream().flatMap(Optional::stream).toList();
        if (!created.isEmpty()) {
            propagate(transaction, answer.getString(3), created);
        }
        return rows;
    }

    /** The codes of the links without an alias. */
    private Iterator<GeneratedCode> codes(List<LinkDraft> drafts, @Nullable Long[] ids) {
        LongStream.Builder without = LongStream.builder();
        for (int i = 0; i < ids.length; i++) {
            Long id = ids[i];
            if (id != null && drafts.get(i).alias() == null) {
                without.add(id);
            }
        }
        return codeKeys.encode(without.build().toArray()).iterator();
    }

    private static Optional<LinkRow> row(
            @Nullable Long id, LinkDraft draft, Iterator<GeneratedCode> generated, Instant at) {
        if (id == null) {
            return Optional.empty();
        }
        String alias = draft.alias();
        String code = alias == null ? generated.next().text() : alias;
        return Optional.of(new LinkRow(id, id, code, alias, draft.content(), at, at, false));
    }

    /** @param created in the order of their numbers: the lowest is that of their row in link_change */
    private void propagate(Transaction transaction, String transactionId, List<LinkRow> created) {
        long version = created.getFirst().version();
        transaction.drew(version, transactionId);
        transaction.afterCommit(() -> writeThrough.apply(
                version, created.stream().map(LinkRow::change).toList()));
    }

    private static void setDrafts(PreparedStatement statement, List<LinkDraft> drafts) throws SQLException {
        Connection connection = statement.getConnection();
        setTexts(statement, 1, drafts, LinkDraft::alias);
        setTexts(statement, 2, drafts, draft -> draft.content().target());
        Short[] statuses = drafts.stream()
                .map(draft -> (short) draft.content().redirectStatus())
                .toArray(Short[]::new);
        statement.setArray(3, connection.createArrayOf("int2", statuses));
        setTexts(statement, 4, drafts, draft -> draft.content().title());
        setTexts(
                statement,
                5,
                drafts,
                draft -> String.join(TAG_SEPARATOR, draft.content().tags()));
        setTexts(statement, 6, drafts, draft -> Objects.toString(draft.content().expiresAt(), null));
        statement.setInt(7, drafts.size());
    }

    /** Arrays of this type, and not of objects, go out in binary. */
    private static void setTexts(
            PreparedStatement statement, int index, List<LinkDraft> drafts, Function<LinkDraft, @Nullable String> part)
            throws SQLException {
        @Nullable String[] texts = drafts.stream().map(part).toArray(String[]::new);
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
    }
}
