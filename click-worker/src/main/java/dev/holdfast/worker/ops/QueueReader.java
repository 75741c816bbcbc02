package dev.holdfast.worker.ops;

import dev.holdfast.worker.consume.QueueSwitch;
import dev.holdfast.worker.consume.StartingPoints;
import dev.holdfast.worker.consume.Topic;
import dev.holdfast.worker.deadletter.DeadLetters;
import dev.holdfast.worker.store.Offsets;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what operators see, from the brokers and the database only, never from what this worker has in memory:
 * all workers answer alike.
 */
@Singleton
class QueueReader {
    /** Many batches long, so that the figure is steady; short, so that it follows a change in the number of workers. */
    private static final int RATE_SECONDS = 8;

    private final Topic topic;
    private final Offsets offsets;
    private final StartingPoints startingPoints;
    private final QueueSwitch queueSwitch;
    private final Samples samples;
    private final Group group;
    private final DeadLetters letters;

    QueueReader(
            Topic topic,
            Offsets offsets,
            StartingPoints startingPoints,
            QueueSwitch queueSwitch,
            Samples samples,
            Group group,
            DeadLetters letters) {
        this.topic = topic;
        this.offsets = offsets;
        this.startingPoints = startingPoints;
        this.queueSwitch = queueSwitch;
        this.samples = samples;
        this.group = group;
        this.letters = letters;
    }

    QueueView read() throws SQLException {
        UUID id = topic.id();
        List<TopicPartition> all = topic.partitions();
        List<QueueView.Worker> workers = group.workers();
        List<QueueView.Partition> partitions = partitions(id, all, workers);
        QueueSwitch.Position position = queueSwitch.read();
        String halt = startingPoints.problem(id, all);
        return new QueueView(
                topic.name(),
                id,
                halt != null ? "halted" : position.paused() ? "paused" : "running",
                reason(halt, position),
                partitions.stream().mapToLong(QueueView.Partition::lag).sum(),
                Rates.of(samples.last(id, RATE_SECONDS)),
                partitions,
                workers,
                letters.countByCause(),
                Instant.now());
    }

    private static @Nullable String reason(@Nullable String halt, QueueSwitch.Position position) {
        if (halt != null) {
            return halt;
        }
        return position.paused() ? "paused by " + position.changedBy() + " at " + position.changedAt() : null;
    }

    private List<QueueView.Partition> partitions(UUID id, List<TopicPartition> all, List<QueueView.Worker> workers)
            throws SQLException {
        Map<Integer, Long> next = offsets.of(topic.name()).getOrDefault(id, Map.of());
        Map<Integer, Long> first = topic.firstOffsets(all);
        Map<Integer, Long> end = topic.endOffsets(all);
        Map<Integer, String> owners = new HashMap<>();
        workers.forEach(worker -> worker.partitions().forEach(number -> owners.put(number, worker.name())));
        return end.keySet().stream()
                .sorted()
                .map(number -> partition(
                        number, first.getOrDefault(number, 0L), next.get(number), end.get(number), owners.get(number)))
                .toList();
    }

    private static QueueView.Partition partition(
            int number, long first, @Nullable Long next, @Nullable Long end, @Nullable String owner) {
        long until = end == null ? 0 : end;
        long lag = Math.max(0, until - (next == null ? first : next));
        return new QueueView.Partition(number, first, next, until, lag, owner);
    }
}
