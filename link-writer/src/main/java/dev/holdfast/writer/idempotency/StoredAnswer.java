package dev.holdfast.writer.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was answered.
 *
 * @param body as it was sent, JSON
 * @param code of the link that was created, null when it was not one link
 * @param version the highest number drawn, null when nothing was changed
 */
public record StoredAnswer(
        String body, @Nullable String code, @Nullable Long version) {}
