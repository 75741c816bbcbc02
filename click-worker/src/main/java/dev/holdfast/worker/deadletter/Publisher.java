package dev.holdfast.worker.deadletter;

import dev.holdfast.worker.WorkerSettings;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each attempt of each dead letter for other consumers, at least once: the table is the truth, and what a
 * crash left unmarked is published again. Key: the letter's id in decimal text; value: the record's bytes; headers:
 * what is known about the failure.
 *
 * <p>One worker does it at a time, the one that holds an advisory lock.
 */
@Singleton
class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long LOCK = 20260192;
    private static final int PAGE = 500;

    private final DataSource database;
    private final DeadLetters letters;
    private final Sender sender;
    private final Admin admin;
    private final String topic;
    private volatile boolean topicExists;

    Publisher(DataSource database, DeadLetters letters, Sender sender, Admin admin, WorkerSettings settings) {
        this.database = database;
        this.letters = letters;
        this.sender = sender;
        this.admin = admin;
        this.topic = settings.deadLetterTopic();
    }

    @Scheduled(fixedDelay = "1s")
    void publish() {
        try (Connection connection = database.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(?)")) {
                return;
            }
            try {
                publishAll(connection);
            } finally {
                ask(connection, "select pg_advisory_unlock(?)");
            }
        } catch (SQLException | KafkaException e) {
            LOG.warn("Dead letters wait to be published on {}: {}", topic, e.toString());
        }
    }

    private void publishAll(Connection connection) throws SQLException {
        List<DeadLetter> page = letters.unpublished(PAGE);
        while (!page.isEmpty()) {
            makeTopic();
            sender.send(page.stream().map(this::record).toList());
            DeadLetters.published(connection, page);
            page = letters.unpublished(PAGE);
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void makeTopic() {
        if (!topicExists) {
            // An error means that it exists, or will be met again by the send.
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                    .all()
                    .whenComplete((done, error) -> topicExists = true);
        }
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(new Replay(letter.id(), letter.attempt()).headers());
        headers.add(Replay.header("holdfast-cause", letter.cause()));
        headers.add(Replay.header("holdfast-topic-id", letter.topicId()));
        headers.add(Replay.header("holdfast-partition", letter.partition()));
        headers.add(Replay.header("holdfast-offset", letter.offset()));
        headers.add(Replay.header("holdfast-first-failed-at", letter.firstFailedAt()));
        if (letter.exceptionMessage() != null) {
            headers.add(Replay.header("holdfast-message", letter.exceptionMessage()));
        }
        byte[] key = Long.toString(letter.id()).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, null, key, letter.payload(), headers);
    }
}
