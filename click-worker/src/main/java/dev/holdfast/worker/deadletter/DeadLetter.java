package dev.holdfast.worker.deadletter;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be counted, as it is kept.
 *
 * @param cause the text of a {@link Cause}
 * @param topicId with partition and offset, where the record stood when it failed first
 * @param attempt how often it has failed
 * @param replayedAt when it was last sent back to the topic; null when it has failed since, or never was
 * @param publishedAt when the last attempt was published for other consumers; null: not yet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity("dead_letter")
public record DeadLetter(
        @Id long id,
        String cause,
        @Nullable String exceptionClass,
        @Nullable String exceptionMessage,
        UUID topicId,
        int partition,
        @MappedProperty("record_offset") long offset,
        int attempt,
        Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable Instant replayedAt,
        @Nullable Instant publishedAt,
        byte[] payload) {}
