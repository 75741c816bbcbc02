package dev.holdfast.worker.consume;

import dev.holdfast.worker.WorkerSettings;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The clicks' topic as the brokers know it now. Thread-safe; each call asks the brokers and waits 5 s at most. */
@Singleton
public class Topic {
    private static final int PARTITIONS = 12;
    private static final long TIMEOUT_SECONDS = 5;

    private final Admin admin;
    private final String name;

    Topic(Admin admin, WorkerSettings settings) {
        this.admin = admin;
        this.name = settings.topic();
    }

    public String name() {
        return name;
    }

    /** The topic's id. A topic that was deleted and made anew has another. */
    public UUID id() {
        return uuid(describe().topicId());
    }

    public List<TopicPartition> partitions() {
        return describe().partitions().stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
    }

    /** The offset of the first record that each partition still has. */
    public Map<Integer, Long> firstOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The offset that each partition's next record will get. */
    public Map<Integer, Long> endOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Makes the topic when it is absent. */
    void create() {
        try {
            describe();
        } catch (UnknownTopicOrPartitionException e) {
            try {
                await(admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) -1)))
                        .all());
            } catch (TopicExistsException other) {
                // Someone else was quicker.
            }
        }
    }

    private TopicDescription describe() {
        return Objects.requireNonNull(
                await(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
    }

    private Map<Integer, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<Integer, Long> found = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> all =
                await(admin.listOffsets(wanted).all());
        all.forEach((partition, info) -> found.put(partition.partition(), info.offset()));
        return found;
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** The future's value; its failure as the exception that it is. */
    public static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
