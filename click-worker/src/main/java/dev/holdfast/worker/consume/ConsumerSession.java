package dev.holdfast.worker.consume;

import dev.holdfast.worker.store.Batch;
import dev.holdfast.worker.store.FencedException;
import dev.holdfast.worker.store.Outcome;
import dev.holdfast.worker.store.Sink;
import dev.holdfast.worker.store.Span;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the consumer group: gathers records until a batch is full or old enough, and has it stored.
 *
 * <p>There is one way out of any trouble: forget what was read, stop reading, and, after a pause, go on from the
 * offsets that are stored then. Meanwhile polling goes on, so that the membership lives. Confined to one thread.
 */
final class ConsumerSession {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration TURN = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Parts parts;
    private final Gathering gathering = new Gathering();
    private final Assignment assignment;
    private final Backoff backoff;
    private final BatchLimit limit;
    private @Nullable UUID topicId;

    /** What sessions share. */
    record Parts(
            Topic topic,
            StartingPoints startingPoints,
            Decoder decoder,
            Sink sink,
            QueueSwitch queueSwitch,
            ConsumerState state,
            ClickMetrics metrics,
            Duration linger,
            int maxBatch) {}

    ConsumerSession(Consumer<byte[], byte[]> consumer, Parts parts) {
        this.consumer = consumer;
        this.parts = parts;
        this.assignment = new Assignment(consumer, gathering);
        this.backoff = new Backoff(System::nanoTime);
        this.limit = new BatchLimit(parts.maxBatch());
        consumer.subscribe(List.of(parts.topic().name()), assignment);
    }

    /** Does what can be done now; takes 0.2 s when there is nothing. */
    void turn() {
        if (!parts.queueSwitch().isOn()) {
            assignment.unplaceAll();
        } else if (!assignment.unplaced().isEmpty() && backoff.isOver()) {
            place();
        }
        try {
            gathering.add(consumer.poll(patience()), System.nanoTime());
        } catch (InvalidOffsetException e) {
            // The log was cut off at one of its ends: whether that loses clicks is found when partitions are placed.
            setBack("kafka", e);
        }
        if (isDue()) {
            store();
        }
    }

    /** Stores what was gathered; to be called before the consumer is closed. */
    void finish() {
        if (gathering.size() > 0) {
            store();
        }
    }

    private Duration patience() {
        if (gathering.size() == 0) {
            return TURN;
        }
        long left = gathering.since() + parts.linger().toNanos() - System.nanoTime();
        return Duration.ofNanos(Math.max(0, left));
    }

    private boolean isDue() {
        return gathering.size() >= limit.records()
                || (gathering.size() > 0
                        && System.nanoTime() - gathering.since()
                                >= parts.linger().toNanos());
    }

    private void place() {
        try {
            UUID id = parts.topic().id();
            Map<TopicPartition, Long> points = parts.startingPoints().of(id, List.copyOf(assignment.unplaced()));
            if (!id.equals(topicId)) {
                assignment.unplaceAll();
                topicId = id;
            }
            assignment.place(points);
            parts.state().placed();
        } catch (HaltException e) {
            LOG.error("Consumption has stopped: {}", e.getMessage());
            parts.state().halt(String.valueOf(e.getMessage()));
            setBack("halted", e);
        } catch (SQLException e) {
            setBack("database", e);
        } catch (KafkaException e) {
            setBack("kafka", e);
        }
    }

    private void store() {
        long start = System.nanoTime();
        try {
            UUID id = topicIdOfBatch();
            Batch batch = parts.decoder().decode(id, gathering, assignment);
            Outcome outcome = parts.sink().store(batch);
            stored(batch, outcome, Duration.ofNanos(System.nanoTime() - start));
        } catch (FencedException e) {
            setBack("fenced", e);
        } catch (SQLException e) {
            setBack("database", e);
        } catch (KafkaException e) {
            setBack("kafka", e);
        } catch (RuntimeException e) {
            LOG.error("A batch failed in a way that was not foreseen; it is tried again", e);
            setBack("unexpected", e);
        }
    }

    /**
     * The id of the topic that everything gathered was read from: asked after reading, it is still the one that the
     * offsets belong to. (A record doesn't tell which topic of that name it comes from.)
     */
    private UUID topicIdOfBatch() throws FencedException {
        UUID now = parts.topic().id();
        if (!now.equals(topicId)) {
            throw new FencedException("topic " + parts.topic().name() + " has id " + now + ", was " + topicId);
        }
        return now;
    }

    private void stored(Batch batch, Outcome outcome, Duration took) {
        for (Span span : batch.spans()) {
            assignment.advance(new TopicPartition(parts.topic().name(), span.partition()), span.to());
        }
        gathering.clear();
        backoff.succeeded();
        limit.stored(outcome.consumed(), took);
        parts.state().stored(Instant.now());
        parts.metrics().stored(outcome, took);
    }

    private void setBack(String cause, Exception e) {
        LOG.warn("Reading starts again from the stored offsets ({}): {}", cause, e.toString());
        parts.metrics().failed(cause);
        parts.state().troubled(cause + ": " + e.getMessage());
        assignment.unplaceAll();
        backoff.failed();
    }
}
