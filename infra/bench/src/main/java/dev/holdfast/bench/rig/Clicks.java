package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.kafka.KafkaServer;
import dev.holdfast.local.process.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many clicks have come to Kafka. */
public final class Clicks implements AutoCloseable {
    public static final String TOPIC = "clicks";
    private static final int PARTITIONS = 12;
    private static final int ANSWER_SECONDS = 30;

    private final Admin admin;

    public Clicks(KafkaServer kafka) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()));
    }

    /** Clicks ever written to the topic. */
    public long total() {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(new TopicPartition(TOPIC, partition), OffsetSpec.latest());
        }
        try {
            return admin.listOffsets(ends).all().get(ANSWER_SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchException("Kafka does not say how many clicks it has: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }

    /** Waits until at least so many have come; returns how many have when they have, or when the time is over. */
    public long await(long wanted, Duration time) {
        long[] total = {total()};
        Deadline.in(time).await(() -> {
            total[0] = total();
            return total[0] >= wanted;
        });
        return total[0];
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
