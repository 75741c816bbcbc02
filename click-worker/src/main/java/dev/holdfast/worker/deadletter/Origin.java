package dev.holdfast.worker.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Where a record came from.
 *
 * @param replay set when the record is a dead letter that was sent back to the topic
 * @param payload the record's value as read; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Origin(int partition, long offset, @Nullable Replay replay, byte[] payload) {}
