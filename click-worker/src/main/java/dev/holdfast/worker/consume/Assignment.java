package dev.holdfast.worker.consume;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this worker owns. One is either <em>placed</em>: its stored offset is known and it is read; or not:
 * then it is paused until {@link #place}. The callbacks do no I/O of their own. Confined to the consumer's thread, on
 * which the callbacks run too.
 */
final class Assignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Gathering gathering;
    private final Runnable settle;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Set<TopicPartition> unplaced = new HashSet<>();

    /** @param settle waits for the batch under way, so that whoever gets a partition next finds its offset moved */
    Assignment(Consumer<byte[], byte[]> consumer, Gathering gathering, Runnable settle) {
        this.consumer = consumer;
        this.gathering = gathering;
        this.settle = settle;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.info("Assigned {}", partitions);
        partitions.forEach(this::unplace);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        LOG.info("Revoked {}", partitions);
        settle.run();
        partitions.forEach(this::release);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("Lost {}", partitions);
        partitions.forEach(this::release);
    }

    private void release(TopicPartition partition) {
        gathering.drop(partition);
        next.remove(partition);
        unplaced.remove(partition);
    }

    Set<TopicPartition> unplaced() {
        return unplaced;
    }

    /** Starts reading partitions at these offsets. */
    void place(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            next.put(partition, offset);
        });
        consumer.resume(offsets.keySet());
        unplaced.removeAll(offsets.keySet());
    }

    /** Stops reading: whatever was read and isn't stored will be read again, from the offsets stored then. */
    void unplaceAll() {
        List.copyOf(next.keySet()).forEach(this::unplace);
    }

    private void unplace(TopicPartition partition) {
        gathering.drop(partition);
        next.remove(partition);
        unplaced.add(partition);
        consumer.pause(Set.of(partition));
        // Some position, or poll would look for one by itself and fail; nothing is fetched from it.
        consumer.seek(partition, 0);
    }

    /** Where the next batch of a placed partition begins: its stored offset, once the batch under way is stored. */
    long next(TopicPartition partition) {
        Long offset = next.get(partition);
        if (offset == null) {
            throw new IllegalStateException(partition + " is read without a place");
        }
        return offset;
    }

    /** Notes what is being stored. */
    void advance(TopicPartition partition, long offset) {
        next.put(partition, offset);
    }
}
