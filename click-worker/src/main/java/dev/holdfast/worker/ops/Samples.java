package dev.holdfast.worker.ops;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table of how far the queue was, second by second. All workers write into it, the first one of each second counts,
 * and all answer from it: so they answer alike.
 */
@Singleton
class Samples {
    private final DataSource database;

    Samples(DataSource database) {
        this.database = database;
    }

    /** Adds a sample of this moment, and forgets those older than 10 minutes. */
    void add(UUID topicId, long end) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        with old as (delete from click_queue_sample where second < now() - interval '10 minutes')
                        insert into click_queue_sample (second, taken_at, topic_id, end_offset, next_offset)
                        select date_trunc('second', now()), clock_timestamp(), ?, ?, sum(next_offset)
                        from click_offset where topic_id = ? having count(*) > 0
                        on conflict do nothing
                        """)) {
            statement.setObject(1, topicId);
            statement.setLong(2, end);
            statement.setObject(3, topicId);
            statement.executeUpdate();
        }
    }

    /** The samples of the last seconds, in order of time. */
    List<Sample> last(UUID topicId, int seconds) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select taken_at, end_offset, next_offset from click_queue_sample
                        where topic_id = ? and second > now() - ? * interval '1 second' order by second
                        """)) {
            statement.setObject(1, topicId);
            statement.setInt(2, seconds);
            List<Sample> samples = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    samples.add(new Sample(
                            row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2), row.getLong(3)));
                }
            }
            return samples;
        }
    }
}
