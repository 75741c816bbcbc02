package dev.holdfast.writer.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * How long a write may take.
 *
 * @param deadline from the request to its answer, failing over included; afterwards the answer is 503
 * @param statementWait for the answer to one statement before the commit; the commit may use all of the deadline
 * @param maxWaiting writes under way or waiting at the same time; one more is answered 503 at once
 */
@ConfigurationProperties("holdfast.write")
record WriteSettings(Duration deadline, Duration statementWait, int maxWaiting) {}
