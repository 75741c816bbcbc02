package dev.holdfast.reader.click;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.click.ClickEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, so that order can be seen, on the shared Kafka; and clicks that are numbered from 1. */
final class Topic implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = "clicks-" + UUID.randomUUID();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Long> received = new ArrayList<>();

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

    /** A click whose link id is its number. */
    static ClickEvent click(long number) {
        return new ClickEvent(
                new UUID(7, number), Instant.now(), number, number * 31, "news.example", "Mozilla/5.0 " + number, "DE");
    }

    /** The numbers received, each once, in the order of their first arrival, as soon as there are so many. */
    List<Long> await(int count) {
        until(() -> poll() >= count, () -> distinct().size() + " of " + count + " clicks arrived");
        return distinct();
    }

    /** The numbers of all that has arrived, repeated ones too. */
    List<Long> received() {
        return received;
    }

    private int poll() {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
            received.add(ClickEvent.decode(message.value()).linkId());
        }
        return distinct().size();
    }

    private List<Long> distinct() {
        return List.copyOf(new LinkedHashSet<>(received));
    }

    static void until(BooleanSupplier holds, java.util.function.Supplier<String> else_) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + else_.get());
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
