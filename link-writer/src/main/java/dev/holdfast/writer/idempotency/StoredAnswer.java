package dev.holdfast.writer.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was answered.
 *
 * @param body as it was sent, JSON in UTF-8; not copied, nobody changes it
 * @param code of the link that was created, null when it was not one link
 * @param version the highest number drawn, null when nothing was changed
 */
public record StoredAnswer(
        byte[] body, @Nullable String code, @Nullable Long version) {}
