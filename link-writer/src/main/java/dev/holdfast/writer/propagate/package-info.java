/**
 * Brings changes to Redis, twice: {@link dev.holdfast.writer.propagate.WriteThrough} at once, from the writer that made
 * the change, and {@link dev.holdfast.writer.propagate.Relay} from the outbox, which misses none. What both keep true
 * in Redis stands in {@link dev.holdfast.model.cache}.
 *
 * <p>Nothing here can fail a write or make it wait noticeably: Redis may be away.
 */
package dev.holdfast.writer.propagate;
