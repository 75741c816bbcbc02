package dev.holdfast.bench.clicks;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.rig.Clicks;
import dev.holdfast.local.kafka.KafkaServer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clicks put into Kafka as link-reader puts them there. */
final class Backlog {
    private Backlog() {}

    static void produce(KafkaServer kafka, Events events, int count) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.address(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(Clicks.TOPIC, events.next().encode()), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
            }
        }
        Exception e = failure.get();
        if (e != null) {
            throw new BenchException("Kafka did not take the clicks: " + e.getMessage());
        }
    }
}
