package dev.holdfast.worker.deadletter;

import dev.holdfast.worker.deadletter.DeadLetterRepository.CauseCount;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads and discards dead letters. Thread-safe. */
@Singleton
public class DeadLetters {
    private static final String COLUMNS = """
            select id, cause, exception_class, exception_message, topic_id, partition, record_offset, attempt,
              first_failed_at, last_failed_at, replayed_at, published_at, payload
            from dead_letter
            """;
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
    List<DeadLetter> unpublished(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + "where published_at is null order by id limit ?")) {
            statement.setInt(1, limit);
            return read(statement);
        }
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
            bind(connection, statement, selection);
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

    /** Letters of the selection with an id above this, oldest first. */
    List<DeadLetter> after(long id, Selection selection, int limit) throws SQLException {
        String sql = COLUMNS + SELECTED + "and id > ? order by id limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, selection);
            statement.setLong(5, id);
            statement.setInt(6, limit);
            return read(statement);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, Selection selection)
            throws SQLException {
        String cause = selection instanceof Selection.OfCause of ? of.cause().text() : null;
        Array ids = selection instanceof Selection.WithIds with
                ? connection.createArrayOf("int8", with.ids().toArray())
                : null;
        statement.setString(1, cause);
        statement.setString(2, cause);
        statement.setArray(3, ids);
        statement.setArray(4, ids);
    }

    private static List<DeadLetter> read(PreparedStatement statement) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                letters.add(letter(row));
            }
        }
        return letters;
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, UUID.class),
                row.getInt(6),
                row.getLong(7),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                instant(row, 11),
                instant(row, 12),
                row.getBytes(13));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
