package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes clicks without making the redirect wait, and brings them to Kafka. */
@Singleton
public class ClickJournal {
    private static final Logger LOG = LoggerFactory.getLogger(ClickJournal.class);
    private static final String TOPIC = "clicks";
    private static final int CAPACITY = 100_000;
    private static final Duration STOP_BOUND = Duration.ofSeconds(5);

    private final BlockingQueue<ClickEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final String brokers;
    private final Counter recorded;
    private final Counter forwarded;
    private final Counter dropped;
    private final Thread forwarder;
    private volatile boolean open = true;

    ClickJournal(@Property(name = "holdfast.kafka") String brokers, MeterRegistry metrics) {
        this.brokers = brokers;
        recorded = metrics.counter("holdfast.clicks.recorded");
        forwarded = metrics.counter("holdfast.clicks.forwarded");
        dropped = metrics.counter("holdfast.clicks.dropped", "cause", "full");
        forwarder = Thread.ofPlatform().daemon().name("click-forwarder").start(this::forward);
    }

    /** Never blocks and never throws: a click that can't be kept is counted as dropped. */
    public void record(ClickEvent click) {
        recorded.increment();
        if (!queue.offer(click)) {
            dropped.increment();
        }
    }

    private void forward() {
        KafkaProducer<byte[], byte[]> producer = null;
        try {
            while (open || !queue.isEmpty()) {
                ClickEvent click = queue.poll(100, TimeUnit.MILLISECONDS);
                if (click != null) {
                    producer = producer == null ? producer() : producer;
                    send(producer, click);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(producer);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, ClickEvent click) {
        producer.send(new ProducerRecord<>(TOPIC, click.encode()), (metadata, failure) -> {
            if (failure == null) {
                forwarded.increment();
            } else {
                dropped.increment();
                LOG.warn("Kafka did not take a click: {}", failure.toString());
            }
        });
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void close(@Nullable KafkaProducer<byte[], byte[]> producer) {
        if (producer != null) {
            producer.close(STOP_BOUND);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        open = false;
        forwarder.join(STOP_BOUND);
    }
}
