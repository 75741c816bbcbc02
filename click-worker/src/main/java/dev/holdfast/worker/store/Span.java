package dev.holdfast.worker.store;

/**
 * The part of a partition that a batch covers.
 *
 * @param from where the partition's stored offset stood when reading began: the guard
 * @param to the offset behind the last record of the batch
 */
public record Span(int partition, long from, long to) {}
