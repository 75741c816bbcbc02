package dev.holdfast.worker.consume;

import dev.holdfast.worker.store.Batch;
import dev.holdfast.worker.store.FencedException;
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
 * One membership in the consumer group: gathers records until a batch is full or old enough, and has it stored while it
 * gathers the next.
 *
 * <p>There is one way out of any trouble: forget what was read, stop reading, and, after a pause, go on from the
 * offsets that are stored then. Meanwhile polling goes on, so that the membership lives. Confined to one thread.
 */
final class ConsumerSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Parts parts;
    private final Gathering gathering = new Gathering();
    private final Storing storing;
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
        this.storing = new Storing(parts.sink());
        this.assignment = new Assignment(consumer, gathering, storing::settle);
        this.backoff = new Backoff(System::nanoTime);
        this.limit = new BatchLimit(parts.maxBatch());
        consumer.subscribe(List.of(parts.topic().name()), assignment);
    }

    /** Does what can be done now; takes 0.2 s when there is nothing. */
    void turn() {
        if (storing.isFree()) {
            endBatch();
        }
        if (!parts.queueSwitch().isOn()) {
            assignment.unplaceAll();
        } else if (storing.isFree() && !assignment.unplaced().isEmpty() && backoff.isOver()) {
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
        if (endBatch() && gathering.size() > 0) {
            store();
            endBatch();
        }
    }

    @Override
    public void close() {
        storing.close();
    }

    private Duration patience() {
        if (gathering.size() == 0) {
            return TURN;
        }
        return storing.isFree() ? Duration.ofNanos(Math.max(0, lingerLeft())) : GLANCE;
    }

    private long lingerLeft() {
        return gathering.since() + parts.linger().toNanos() - System.nanoTime();
    }

    private boolean isDue() {
        return gathering.size() >= limit.records() || (gathering.size() > 0 && storing.isFree() && lingerLeft() <= 0);
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

    /** Has everything gathered stored, once the batch before it is. */
    private void store() {
        try {
            Batch batch = parts.decoder().decode(topicIdOfBatch(), gathering, assignment);
            if (endBatch()) {
                storing.begin(batch);
                advance(batch);
            }
        } catch (FencedException e) {
            setBack("fenced", e);
        } catch (KafkaException e) {
            setBack("kafka", e);
        } catch (RuntimeException e) {
            unforeseen(e);
        }
    }

    /** Waits for the batch under way, if there is one, and says whether everything went well. */
    private boolean endBatch() {
        try {
            Storing.Done done = storing.end();
            if (done != null) {
                stored(done);
            }
            return true;
        } catch (FencedException e) {
            setBack("fenced", e);
        } catch (SQLException e) {
            setBack("database", e);
        } catch (RuntimeException e) {
            unforeseen(e);
        }
        return false;
    }

    private void unforeseen(RuntimeException e) {
        LOG.error("A batch failed in a way that was not foreseen; it is tried again", e);
        setBack("unexpected", e);
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

    /** Takes the batch's success for granted: if it fails, everything starts again from what is stored. */
    private void advance(Batch batch) {
        for (Span span : batch.spans()) {
            assignment.advance(new TopicPartition(parts.topic().name(), span.partition()), span.to());
        }
        gathering.clear();
    }

    private void stored(Storing.Done done) {
        backoff.succeeded();
        limit.stored(done.outcome().consumed(), done.took());
        parts.state().stored(Instant.now());
        parts.metrics().stored(done.outcome(), done.took());
    }

    private void setBack(String cause, Exception e) {
        LOG.warn("Reading starts again from the stored offsets ({}): {}", cause, e.toString());
        parts.metrics().failed(cause);
        parts.state().troubled(cause + ": " + e.getMessage());
        assignment.unplaceAll();
        backoff.failed();
    }
}
