package dev.holdfast.reader.click;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a journal is made.
 *
 * @param root the folder in which the journals of all readers on this machine stand
 * @param instance name of this reader
 * @param ringBytes size of the ring, a power of two
 * @param spillLimit most bytes that this reader's spill files take
 * @param brokers {@code bootstrap.servers} of Kafka
 * @param topic where the clicks go
 * @param adoptEvery how often to look for journals that nobody holds
 * @param stopBound how long closing may wait for Kafka
 */
record JournalSetup(
        Path root,
        String instance,
        int ringBytes,
        long spillLimit,
        String brokers,
        String topic,
        Duration adoptEvery,
        Duration stopBound) {}
