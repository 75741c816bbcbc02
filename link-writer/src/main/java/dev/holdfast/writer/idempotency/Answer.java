package dev.holdfast.writer.idempotency;

/**
 * An answer to a request that may be repeated.
 *
 * @param repeated whether it was given before
 */
public record Answer(StoredAnswer stored, boolean repeated) {}
