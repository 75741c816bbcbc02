package dev.holdfast.worker.deadletter;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters inside the transaction of the batch that met them, so that they are as exact as the counts.
 *
 * <p>A letter that fails again after a replay stays one letter, with its attempt raised once per attempt: another copy
 * of the same attempt (replay was pressed twice) changes nothing. A letter that was discarded while a replay of it was
 * under way comes back as a new one.
 */
@Singleton
public class DeadLetterWriter {
    private static final String RECORD = """
            with failed as (
              select * from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::bytea[])
                as f (cause, exception_class, exception_message, partition, record_offset, letter, attempt, payload)
            ), again as (
              update dead_letter d set cause = f.cause, exception_class = f.exception_class,
                exception_message = f.exception_message, attempt = d.attempt + 1, last_failed_at = now(),
                replayed_at = null, published_at = null
              from failed f where d.id = f.letter and d.attempt = f.attempt
            )
            insert into dead_letter (cause, exception_class, exception_message, topic_id, partition, record_offset,
              attempt, first_failed_at, last_failed_at, payload)
            select cause, exception_class, exception_message, ?::uuid, partition, record_offset,
              coalesce(attempt, 0) + 1, now(), now(), payload
            from failed f where not exists (select from dead_letter d where d.id = f.letter)
            order by partition, record_offset
            """;

    private static final String SETTLE = """
            delete from dead_letter d
            using unnest(?::bigint[], ?::bytea[]) as s (letter, payload)
            where d.id = s.letter and d.payload = s.payload
            """;

    /** Keeps the failures, in the connection's transaction. */
    public void record(Connection connection, UUID topicId, List<Failure> failures) throws SQLException {
        if (failures.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
            Columns<Failure> columns = new Columns<>(connection, statement, failures);
            columns.add("text", f -> f.cause().text());
            columns.add("text", Failure::exceptionClass);
            columns.add("text", Failure::message);
            columns.add("int4", f -> f.origin().partition());
            columns.add("int8", f -> f.origin().offset());
            columns.add("int8", f -> letter(f.origin()));
            columns.add("int4", f -> attempt(f.origin()));
            columns.addBytes(f -> f.origin().payload());
            statement.setString(9, topicId.toString());
            statement.executeUpdate();
        }
    }

    /** Removes the letters whose replay was counted, now or before, in the connection's transaction. */
    public void settle(Connection connection, Collection<Origin> counted) throws SQLException {
        List<Origin> replays =
                counted.stream().filter(origin -> origin.replay() != null).toList();
        if (replays.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            Columns<Origin> columns = new Columns<>(connection, statement, replays);
            columns.add("int8", DeadLetterWriter::letter);
            columns.addBytes(Origin::payload);
            statement.executeUpdate();
        }
    }

    private static @Nullable Long letter(Origin origin) {
        Replay replay = origin.replay();
        return replay == null ? null : replay.letter();
    }

    private static @Nullable Integer attempt(Origin origin) {
        Replay replay = origin.replay();
        return replay == null ? null : replay.attempt();
    }

    /** Binds one array parameter after the other, one element for each row. */
    private static final class Columns<T> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<T> rows;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<T> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<T, @Nullable Object> value) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf(type, rows.stream().map(value).toArray()));
        }

        void addBytes(Function<T, byte[]> value) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new)));
        }
    }
}
