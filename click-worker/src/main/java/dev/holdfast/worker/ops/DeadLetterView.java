package dev.holdfast.worker.ops;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.model.click.MalformedClickException;
import dev.holdfast.worker.deadletter.DeadLetter;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be counted.
 *
 * @param cause the last one
 * @param topicId with partition and offset, where the record stood when it failed first
 * @param attempt how often it has failed
 * @param replayedAt when it was sent back to the topic; null when it has failed since, or never was
 * @param publishedAt when the last attempt was published on the topic for dead letters
 * @param click what the bytes say, as far as they can be decoded
 * @param payload the record's bytes in Base64
 */
@Serdeable
record DeadLetterView(
        long id,
        String cause,
        @Nullable String exceptionClass,
        @Nullable String exceptionMessage,
        UUID topicId,
        int partition,
        long offset,
        int attempt,
        Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable Instant replayedAt,
        @Nullable Instant publishedAt,
        @Nullable Click click,
        String payload) {
    /** A decoded click. */
    @Serdeable
    record Click(
            UUID id,
            Instant at,
            long linkId,
            @Nullable String referrerHost,
            @Nullable String userAgent,
            @Nullable String country) {}

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.id(),
                letter.cause(),
                letter.exceptionClass(),
                letter.exceptionMessage(),
                letter.topicId(),
                letter.partition(),
                letter.offset(),
                letter.attempt(),
                letter.firstFailedAt(),
                letter.lastFailedAt(),
                letter.replayedAt(),
                letter.publishedAt(),
                decode(letter.payload()),
                Base64.getEncoder().encodeToString(letter.payload()));
    }

    private static @Nullable Click decode(byte[] payload) {
        try {
            ClickEvent event = ClickEvent.decode(payload);
            return new Click(
                    event.id(), event.at(), event.linkId(), event.referrerHost(), event.userAgent(), event.country());
        } catch (MalformedClickException e) {
            return null;
        }
    }
}
