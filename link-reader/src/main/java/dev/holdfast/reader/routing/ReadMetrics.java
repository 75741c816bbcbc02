package dev.holdfast.reader.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The metrics of reading.
 *
 * <p>{@code holdfast_reads_total{destination,reason}} counts every answer once: the sum over all labels is the number
 * of redirect lookups plus the API's reads of links. Background refreshes are not in it.
 *
 * <p>{@code holdfast_fallbacks_total{source,cause}} counts every time a source was passed over: one answer may have
 * several.
 */
@Singleton
public final class ReadMetrics {
    private static final Duration[] LAG_BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry registry;
    private final Counter[] reads = new Counter[Read.values().length];

    ReadMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Read read : Read.values()) {
            reads[read.ordinal()] = Counter.builder("holdfast.reads")
                    .description("Reads of links by what answered them and why")
                    .tag("destination", read.destination())
                    .tag("reason", read.reason())
                    .register(registry);
        }
    }

    public void count(Read read) {
        reads[read.ordinal()].increment();
    }

    /** Counts that a source was asked, or would have been, and could not answer. */
    public void fallback(String source, String cause) {
        registry.counter("holdfast.fallbacks", "source", source, "cause", cause).increment();
    }

    void lag(Database database, Duration lag) {
        Timer.builder("holdfast.replica.lag")
                .description("How far a database is behind the newest heartbeat seen anywhere, several times a second")
                .tag("database", database.name())
                .serviceLevelObjectives(LAG_BUCKETS)
                .register(registry)
                .record(lag);
    }
}
