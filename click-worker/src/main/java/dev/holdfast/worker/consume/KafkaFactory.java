package dev.holdfast.worker.consume;

import dev.holdfast.worker.WorkerSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of Kafka. None of them connects before it is used, so Kafka may be down at start. */
@Factory
public class KafkaFactory {
    private final String servers;
    private final String instance;
    private final WorkerSettings settings;

    KafkaFactory(
            @Value("${holdfast.kafka}") String servers,
            @Value("${holdfast.instance}") String instance,
            WorkerSettings settings) {
        this.servers = servers;
        this.instance = instance;
        this.settings = settings;
    }

    @Singleton
    @Bean(preDestroy = "close")
    Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", servers,
                "client.id", instance + "-admin",
                "request.timeout.ms", 3000,
                "default.api.timeout.ms", 5000,
                "reconnect.backoff.max.ms", 1000));
    }

    /** Sends dead letters: out to other consumers, and back to the topic. */
    @Singleton
    @Bean(preDestroy = "close")
    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "client.id",
                        instance + "-letters",
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "compression.type",
                        "zstd",
                        "linger.ms",
                        5,
                        "max.block.ms",
                        5000,
                        "request.timeout.ms",
                        5000,
                        "delivery.timeout.ms",
                        10_000,
                        "reconnect.backoff.max.ms",
                        1000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A new consumer; whoever asked closes it. The member shows in the group under the instance's name. */
    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry("bootstrap.servers", servers),
                        Map.entry("client.id", instance),
                        Map.entry("group.id", settings.group()),
                        Map.entry("group.protocol", "consumer"),
                        Map.entry("enable.auto.commit", false),
                        // A position that the stored offsets don't give is an error, never a guess.
                        Map.entry("auto.offset.reset", "none"),
                        Map.entry("max.poll.records", 1000),
                        Map.entry("max.partition.fetch.bytes", 512 * 1024),
                        Map.entry("fetch.max.bytes", 8 * 1024 * 1024),
                        Map.entry("reconnect.backoff.max.ms", 1000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
