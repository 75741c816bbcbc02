package dev.holdfast.worker.deadletter;

import dev.holdfast.worker.deadletter.DeadLetterRepository.CauseCount;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads and discards dead letters. Thread-safe. */
@Singleton
public class DeadLetters {
    private static final String SELECTED = """
            where (?::text is null or cause = ?::text) and (?::bigint[] is null or id = any (?::bigint[]))
            """;

    private final DataSource database;
    private final DeadLetterRepository repository;

    DeadLetters(DataSource database, DeadLetterRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    /** Letters with an id below this, of one cause or of all, newest first. */
    public List<DeadLetter> before(long id, @Nullable Cause cause, int limit) throws SQLException {
        return reading(() -> repository.findNewest(id, cause == null ? null : cause.text(), limit));
    }

    /** Letters whose last attempt was not published yet, oldest first. */
    List<DeadLetter> unpublished(int limit) throws SQLException {
        return reading(() -> repository.findUnpublished(limit));
    }

    /** Letters of the selection with an id above this, oldest first. */
    List<DeadLetter> after(long id, Selection selection, int limit) throws SQLException {
        return reading(() -> repository.findOldest(id, cause(selection), ids(selection), limit));
    }

    public Optional<DeadLetter> find(long id) throws SQLException {
        return reading(() -> repository.findById(id));
    }

    /** How many letters there are of each cause that has any. */
    public Map<String, Long> countByCause() throws SQLException {
        return reading(repository::countByCause).stream()
                .collect(Collectors.toMap(CauseCount::cause, CauseCount::letters, Long::sum, TreeMap::new));
    }

    /** Trouble of the database is a checked exception everywhere else, and whoever calls handles it. */
    private static <T> T reading(Supplier<T> read) throws SQLException {
        try {
            return read.get();
        } catch (DataAccessException | CannotGetJdbcConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    /** Removes letters for good and returns how many there were. */
    public int discard(Selection selection) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from dead_letter " + SELECTED)) {
            bind(statement, selection);
            return statement.executeUpdate();
        }
    }

    /** Notes that these were sent back, unless they have failed again since. */
    void replayed(Collection<DeadLetter> letters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            note(connection, "replayed_at", letters);
        }
    }

    /** Notes that these were published, unless they have failed again since. */
    static void published(Connection connection, Collection<DeadLetter> letters) throws SQLException {
        note(connection, "published_at", letters);
    }

    private static void note(Connection connection, String column, Collection<DeadLetter> letters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update dead_letter d set " + column
                + " = now() from unnest(?::bigint[], ?::int[]) as s (id, attempt)"
                + " where d.id = s.id and d.attempt = s.attempt")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", letters.stream().map(DeadLetter::id).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", letters.stream().map(DeadLetter::attempt).toArray()));
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Selection selection) throws SQLException {
        statement.setString(1, cause(selection));
        statement.setString(2, cause(selection));
        statement.setString(3, ids(selection));
        statement.setString(4, ids(selection));
    }

    private static @Nullable String cause(Selection selection) {
        return selection instanceof Selection.OfCause of ? of.cause().text() : null;
    }

    /** As Postgres writes an array. */
    private static @Nullable String ids(Selection selection) {
        return selection instanceof Selection.WithIds with
                ? with.ids().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
                : null;
    }
}
