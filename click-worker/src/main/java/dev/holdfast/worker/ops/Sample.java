package dev.holdfast.worker.ops;

import java.time.Instant;

/**
 * How far the queue was at one moment, summed over its partitions.
 *
 * @param end how many records were ever added
 * @param next how many of them were consumed
 */
record Sample(Instant at, long end, long next) {}
