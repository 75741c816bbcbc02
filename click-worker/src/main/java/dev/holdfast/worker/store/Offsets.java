package dev.holdfast.worker.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of where each partition goes on: the only truth about what was counted. */
@Singleton
public class Offsets {
    private final DataSource database;

    Offsets(DataSource database) {
        this.database = database;
    }

    /**
     * The next offset of each partition of a topic, by the topic's id: topics made under one name have different ids.
     */
    public Map<UUID, Map<Integer, Long>> of(String topic) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select topic_id, partition, next_offset from click_offset where topic = ? order by 1, 2")) {
            statement.setString(1, topic);
            Map<UUID, Map<Integer, Long>> offsets = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    offsets.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashMap<>())
                            .put(row.getInt(2), row.getLong(3));
                }
            }
            return offsets;
        }
    }

    /** Sets the first offsets of partitions; one that has an offset keeps it. */
    public void begin(UUID topicId, String topic, Map<Integer, Long> first) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into click_offset (topic_id, topic, partition, next_offset)
                        select ?, ?, * from unnest(?::int[], ?::bigint[]) on conflict do nothing
                        """)) {
            statement.setObject(1, topicId);
            statement.setString(2, topic);
            statement.setArray(
                    3, connection.createArrayOf("int4", first.keySet().toArray()));
            statement.setArray(
                    4, connection.createArrayOf("int8", first.values().toArray()));
            statement.executeUpdate();
        }
    }

    /**
     * Moves offsets that lie outside what their partitions hold: one before the first record goes there, one behind the
     * end goes to the first record too, since a log that was cut off is counted again from there, repeats being known.
     */
    public void moveInto(UUID topicId, Map<Integer, Long> first, Map<Integer, Long> end) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        update click_offset o set next_offset = b.first, updated_at = now()
                        from unnest(?::int[], ?::bigint[], ?::bigint[]) as b (partition, first, until)
                        where o.topic_id = ? and o.partition = b.partition
                          and o.next_offset not between b.first and b.until
                        """)) {
            List<Integer> partitions = List.copyOf(first.keySet());
            statement.setArray(1, connection.createArrayOf("int4", partitions.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", partitions.stream().map(first::get).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", partitions.stream().map(end::get).toArray()));
            statement.setObject(4, topicId);
            statement.executeUpdate();
        }
    }

    /**
     * Moves the offsets of a batch's spans in the connection's transaction, and keeps the rows locked until it ends.
     *
     * <p>Such a transaction need not wait for the disk or a standby at its commit: were the last ones lost, their
     * offsets would be lost with their clicks, and they would be read again.
     *
     * @throws FencedException when one of them isn't where the span begins: the transaction must be rolled back
     */
    void advance(Connection connection, UUID topicId, List<Span> spans) throws SQLException, FencedException {
        try (PreparedStatement statement = connection.prepareStatement("""
                set local synchronous_commit = off;
                update click_offset o set next_offset = s.until, updated_at = now()
                from unnest(?::int[], ?::bigint[], ?::bigint[]) as s (partition, since, until)
                where o.topic_id = ? and o.partition = s.partition and o.next_offset = s.since
                """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", spans.stream().map(Span::partition).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", spans.stream().map(Span::from).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", spans.stream().map(Span::to).toArray()));
            statement.setObject(4, topicId);
            statement.execute();
            statement.getMoreResults();
            int moved = statement.getUpdateCount();
            if (moved != spans.size()) {
                throw new FencedException(
                        moved + " of " + spans.size() + " offsets were where this worker left them: " + spans);
            }
        }
    }
}
