package dev.holdfast.worker.consume;

import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.store.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Counts what became of records, after the commit that made it so. Arithmetic, for each worker since its start:
 *
 * <pre>holdfast_clicks_consumed_total = holdfast_clicks_counted_total + holdfast_clicks_duplicate_total
 *                                + the sum of holdfast_clicks_dead_lettered_total over its causes</pre>
 *
 * A record whose commit's outcome is unknown is in none of them when it succeeded after all; the tables are exact,
 * these are for rates and alerts. {@code holdfast_click_failures_total} counts batches that were not stored and are
 * read again, by cause: {@code database}, {@code kafka}, {@code fenced}, {@code halted}, {@code unexpected}.
 */
@Singleton
class ClickMetrics {
    private final MeterRegistry registry;
    private final Counter consumed;
    private final Counter counted;
    private final Counter duplicate;
    private final DistributionSummary batch;
    private final Timer store;

    ClickMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.consumed = registry.counter("holdfast.clicks.consumed");
        this.counted = registry.counter("holdfast.clicks.counted");
        this.duplicate = registry.counter("holdfast.clicks.duplicate");
        for (Cause cause : Cause.values()) {
            deadLettered(cause); // so that each cause shows a zero from the start
        }
        this.batch = registry.summary("holdfast.click.batch.records");
        this.store = registry.timer("holdfast.click.batch.store");
    }

    void stored(Outcome outcome, Duration took) {
        consumed.increment(outcome.consumed());
        counted.increment(outcome.counted());
        duplicate.increment(outcome.duplicates());
        outcome.deadLetters().forEach((cause, count) -> deadLettered(cause).increment(count));
        batch.record(outcome.consumed());
        store.record(took);
    }

    private Counter deadLettered(Cause cause) {
        return registry.counter("holdfast.clicks.dead.lettered", "cause", cause.text());
    }

    void failed(String cause) {
        registry.counter("holdfast.click.failures", "cause", cause).increment();
    }
}
