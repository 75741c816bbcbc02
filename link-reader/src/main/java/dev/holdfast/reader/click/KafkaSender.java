package dev.holdfast.reader.click;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to Kafka from a thread of its own, because Kafka's producer blocks: while it looks a name up, while it waits
 * for the topic's metadata, while it closes. Nothing is connected before the first attempt.
 */
final class KafkaSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSender.class);

    /** No attempt takes longer: {@code max.block.ms + delivery.timeout.ms} and a little. */
    static final Duration ATTEMPT_BOUND = Duration.ofSeconds(17);

    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final byte RECORD_FORMAT = 2;
    private static final int BATCH_BYTES = 128 * 1024;

    private final String topic;
    private final String brokers;
    private final String client;
    private final AtomicInteger tasks = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("click-sender").factory());

    /** Touched by the thread only. */
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaSender(String brokers, String topic, String client) {
        this.topic = topic;
        this.brokers = brokers;
        this.client = client;
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression());
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        config.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }

    /** Zstandard is a native library, which can't be unpacked to a full disk or run from a noexec one. */
    private static String compression() {
        try (var out = Compression.zstd().build().wrapForOutput(new ByteBufferOutputStream(64), RECORD_FORMAT)) {
            out.write(1);
            return "zstd";
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("Zstandard is not to be had, clicks are compressed with gzip: {}", e.toString());
            return "gzip";
        }
    }

    /** Whether the thread has nothing to do: only then does a new attempt start at once. */
    boolean isIdle() {
        return tasks.get() == 0;
    }

    Attempt send(List<byte[]> records) {
        Attempt attempt = new Attempt(records);
        run(() -> send(attempt));
        return attempt;
    }

    /** Drops the producer and what it has not delivered, after a failure: some leave a producer unusable. */
    void reset() {
        run(this::closeProducer);
    }

    private void send(Attempt attempt) {
        try {
            KafkaProducer<byte[], byte[]> kafka = producer();
            for (int i = 0; i < attempt.records().size() && !attempt.isOver(); i++) {
                int index = i;
                kafka.send(
                        new ProducerRecord<>(topic, attempt.records().get(i)),
                        (metadata, failure) -> attempt.answered(index, failure));
            }
        } catch (RuntimeException e) {
            attempt.fail(e);
        } catch (Error e) {
            attempt.fail(new KafkaException("the producer failed", e));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> known = producer;
        if (known == null) {
            known = new KafkaProducer<>(config(), new ByteArraySerializer(), new ByteArraySerializer());
            producer = known;
        }
        return known;
    }

    private void closeProducer() {
        KafkaProducer<byte[], byte[]> known = producer;
        producer = null;
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }

    private void run(Runnable task) {
        tasks.incrementAndGet();
        thread.execute(() -> {
            try {
                task.run();
            } finally {
                tasks.decrementAndGet();
            }
        });
    }

    /** Does not wait: what is not acknowledged now stays in the journal. */
    @Override
    public void close() {
        reset();
        thread.shutdown();
    }
}
