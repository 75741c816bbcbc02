package dev.holdfast.worker;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/**
 * What can be set about counting clicks; the defaults stand in application.yml.
 *
 * @param topic the clicks' topic; dead letters are published on the topic of this name with {@code .dlq} behind it
 * @param group the consumer group that all workers form
 * @param linger how long a batch waits for company, part of the delay until a click is visible
 * @param maxBatch most clicks in one transaction; the actual bound adapts below it
 * @param retentionDays clicks are kept raw, and accepted, for so many days
 * @param maxAhead a click may be this far ahead of the database's clock
 */
@ConfigurationProperties("holdfast.worker")
public record WorkerSettings(
        @NotBlank String topic,
        @NotBlank String group,
        Duration linger,
        @Min(100) @Max(100_000) int maxBatch,
        @Min(1) @Max(36_500) int retentionDays,
        Duration maxAhead) {

    /** The topic that other consumers read dead letters from. */
    public String deadLetterTopic() {
        return topic + ".dlq";
    }
}
