package dev.holdfast.reader.click;

import dev.holdfast.local.testing.TestBackends;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, so that order can be seen, on the shared Kafka. */
final class Topic implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = "clicks-" + UUID.randomUUID();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Long> received = new ArrayList<>();
    private final Set<Long> distinct = new LinkedHashSet<>();

    Topic(Map<String, String> config) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(config)))
                    .all()
                    .get();
        }
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers(), "fetch.max.wait.ms", 50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(name, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    static String brokers() {
        return TestBackends.shared().kafka();
    }

    String name() {
        return name;
    }

    /** The numbers received, each once, in the order of their first arrival, as soon as there are so many. */
    List<Long> await(int count) {
        until(() -> poll() >= count, () -> distinct.size() + " of " + count + " clicks arrived");
        return List.copyOf(distinct);
    }

    /** The numbers of all that has arrived, repeated ones too. */
    List<Long> received() {
        return received;
    }

    private int poll() {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
            long number = Clicks.number(message.value());
            received.add(number);
            distinct.add(number);
        }
        return distinct.size();
    }

    static void until(BooleanSupplier holds, Supplier<String> state) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + state.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
