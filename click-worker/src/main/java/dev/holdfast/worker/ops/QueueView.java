package dev.holdfast.worker.ops;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queue of clicks at one moment.
 *
 * @param state {@code running}, {@code paused} by an operator, or {@code halted} until one decides
 * @param reason why it is paused or halted; null while it runs
 * @param depth clicks that wait, in all partitions together
 * @param rates null while fewer than two samples are known
 * @param workers every member of the consumer group
 * @param deadLetters letters that wait for an operator, by cause
 */
@Serdeable
record QueueView(
        String topic,
        UUID topicId,
        String state,
        @Nullable String reason,
        long depth,
        @Nullable Rates rates,
        List<Partition> partitions,
        List<Worker> workers,
        Map<String, Long> deadLetters,
        Instant at) {
    /**
     * One partition.
     *
     * @param firstOffset of the first record that the topic still holds
     * @param nextOffset of the next record to be counted; null when none ever was
     * @param endOffset that the next record to be added will get
     * @param lag records that wait
     * @param worker who owns it; null when nobody does
     */
    @Serdeable
    record Partition(
            int partition,
            long firstOffset,
            @Nullable Long nextOffset,
            long endOffset,
            long lag,
            @Nullable String worker) {}

    /** One member of the consumer group and the partitions it owns. */
    @Serdeable
    record Worker(String name, String host, List<Integer> partitions) {}
}
