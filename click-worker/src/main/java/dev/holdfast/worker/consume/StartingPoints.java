package dev.holdfast.worker.consume;

import dev.holdfast.worker.store.Offsets;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the offsets that partitions go on from. */
@Singleton
public class StartingPoints {
    private static final Logger LOG = LoggerFactory.getLogger(StartingPoints.class);

    private final Topic topic;
    private final Offsets offsets;

    StartingPoints(Topic topic, Offsets offsets) {
        this.topic = topic;
        this.offsets = offsets;
    }

    /**
     * The stored offsets of the partitions. A partition that was never counted begins at its first record, which is
     * stored before anything is read.
     *
     * @throws HaltException when the topic was made anew, or doesn't hold the stored offset (any more)
     */
    Map<TopicPartition, Long> of(UUID topicId, Collection<TopicPartition> partitions)
            throws SQLException, HaltException {
        Map<UUID, Map<Integer, Long>> stored = offsets.of(topic.name());
        checkTopic(topicId, stored);
        Map<Integer, Long> first = topic.firstOffsets(partitions);
        Map<Integer, Long> known = stored.getOrDefault(topicId, Map.of());
        if (!known.keySet().containsAll(first.keySet())) {
            known = begin(topicId, first);
        }
        return checked(partitions, known, first, topic.endOffsets(partitions));
    }

    /** Why consumption can't go on as the topic and the stored offsets are; null when it can. Changes nothing. */
    public @Nullable String problem(UUID topicId, Collection<TopicPartition> partitions) throws SQLException {
        try {
            Map<UUID, Map<Integer, Long>> stored = offsets.of(topic.name());
            checkTopic(topicId, stored);
            Map<Integer, Long> known = stored.getOrDefault(topicId, Map.of());
            List<TopicPartition> counted = partitions.stream()
                    .filter(partition -> known.containsKey(partition.partition()))
                    .toList();
            checked(counted, known, topic.firstOffsets(counted), topic.endOffsets(counted));
            return null;
        } catch (HaltException e) {
            return e.getMessage();
        }
    }

    /** Goes on with what the topic holds, whatever is gone: an operator's decision. */
    public void accept(UUID topicId, Collection<TopicPartition> partitions) throws SQLException {
        Map<Integer, Long> first = topic.firstOffsets(partitions);
        Map<Integer, Long> end = topic.endOffsets(partitions);
        LOG.warn("Accepted topic {} with id {}, holding {} to {}", topic.name(), topicId, first, end);
        offsets.begin(topicId, topic.name(), first);
        offsets.moveInto(topicId, first, end);
    }

    private void checkTopic(UUID topicId, Map<UUID, Map<Integer, Long>> stored) throws HaltException {
        if (!stored.isEmpty() && !stored.containsKey(topicId)) {
            throw new HaltException("topic " + topic.name() + " was made anew: it has id " + topicId
                    + " but clicks were counted up to an offset of " + stored.keySet()
                    + ". Accept the new topic with POST /api/v1/queue/accept-topic");
        }
    }

    private Map<Integer, Long> begin(UUID topicId, Map<Integer, Long> first) throws SQLException {
        LOG.info("Partitions counted for the first time, from their first records on: {}", first);
        offsets.begin(topicId, topic.name(), first);
        return offsets.of(topic.name()).getOrDefault(topicId, Map.of());
    }

    private Map<TopicPartition, Long> checked(
            Collection<TopicPartition> partitions,
            Map<Integer, Long> known,
            Map<Integer, Long> first,
            Map<Integer, Long> end)
            throws HaltException {
        Map<TopicPartition, Long> points = new HashMap<>();
        for (TopicPartition partition : List.copyOf(partitions)) {
            int number = partition.partition();
            long next = known.getOrDefault(number, -1L);
            if (next < first.getOrDefault(number, 0L) || next > end.getOrDefault(number, Long.MAX_VALUE)) {
                throw new HaltException("partition " + number + " was counted up to offset " + next
                        + " but holds only " + first.get(number) + " to " + end.get(number)
                        + ": records are gone. Accept the loss with POST /api/v1/queue/accept-topic");
            }
            points.put(partition, next);
        }
        return points;
    }
}
