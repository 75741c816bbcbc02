package dev.holdfast.worker.ops;

import dev.holdfast.worker.consume.Topic;
import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.DeadLetters;
import dev.holdfast.worker.store.Offsets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * Looks once a second how far the queue is, for the rates and for the gauges. Every worker shows the same gauges, so
 * take the maximum over workers: {@code holdfast_click_queue_lag}, the clicks that wait, and
 * {@code holdfast_dead_letters}, the letters that wait for an operator, by cause. Both are NaN while they can't be
 * known.
 */
@Singleton
class Sampler {
    private final Topic topic;
    private final Offsets offsets;
    private final Samples samples;
    private final DeadLetters letters;
    private volatile double lag = Double.NaN;
    private volatile Map<String, Long> letterCounts = Map.of();
    private volatile boolean letterCountsKnown;

    Sampler(Topic topic, Offsets offsets, Samples samples, DeadLetters letters, MeterRegistry registry) {
        this.topic = topic;
        this.offsets = offsets;
        this.samples = samples;
        this.letters = letters;
        Gauge.builder("holdfast.click.queue.lag", this, self -> self.lag)
                .description("Clicks in the topic that were not counted yet")
                .register(registry);
        for (Cause cause : Cause.values()) {
            Gauge.builder("holdfast.dead.letters", this, self -> self.count(cause))
                    .description("Dead letters that wait for an operator")
                    .tag("cause", cause.text())
                    .register(registry);
        }
    }

    private double count(Cause cause) {
        return letterCountsKnown ? letterCounts.getOrDefault(cause.text(), 0L) : Double.NaN;
    }

    @Scheduled(fixedDelay = "1s")
    void sampleQueue() {
        try {
            UUID id = topic.id();
            Map<Integer, Long> end = topic.endOffsets(topic.partitions());
            samples.add(id, sum(end));
            lag = sum(end) - sum(offsets.of(topic.name()).getOrDefault(id, Map.of()));
        } catch (SQLException | KafkaException e) {
            lag = Double.NaN;
        }
    }

    @Scheduled(fixedDelay = "5s")
    void countLetters() {
        try {
            letterCounts = letters.countByCause();
            letterCountsKnown = true;
        } catch (SQLException e) {
            letterCountsKnown = false;
        }
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
