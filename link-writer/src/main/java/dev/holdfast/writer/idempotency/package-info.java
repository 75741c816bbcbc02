/** Requests that carry an Idempotency-Key are done once, however often they come. */
package dev.holdfast.writer.idempotency;
