package dev.holdfast.reader.click;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.ReadableBytes;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.BitUtil;

/**
 * Where clicks wait for Kafka.
 *
 * @param dir the folder of the journals of all readers of this deployment on this machine; empty: one for this user and
 *     this Kafka, below the user's home
 * @param size of the ring, rounded up to a power of two, 1 MB to 1 GB
 * @param spillLimit most bytes of this reader's spill files
 */
@ConfigurationProperties("holdfast.journal")
record JournalConfig(
        String dir, @ReadableBytes long size, @ReadableBytes long spillLimit) {
    private static final String TOPIC = "clicks";
    private static final long MIN_RING = 1 << 20;
    private static final long MAX_RING = 1 << 30;
    private static final Duration ADOPT_EVERY = Duration.ofSeconds(10);
    private static final Duration STOP_BOUND = Duration.ofSeconds(5);

    JournalSetup setup(String instance, String brokers) {
        return new JournalSetup(
                dir.isBlank() ? defaultDir(brokers) : Path.of(dir.strip()),
                instance,
                BitUtil.findNextPositivePowerOfTwo((int) Math.clamp(size, MIN_RING, MAX_RING)),
                spillLimit,
                brokers,
                TOPIC,
                ADOPT_EVERY,
                STOP_BOUND);
    }

    /** Named after Kafka, so that two deployments of one user don't adopt each other's journals. */
    private static Path defaultDir(String brokers) {
        return Path.of(System.getProperty("user.home"), ".local", "state", "holdfast", "journal")
                .resolve(brokers.replaceAll("[^A-Za-z0-9.-]", "_"));
    }
}
