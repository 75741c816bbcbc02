package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.Drop;
import dev.holdfast.reader.click.JournalCounters.Failure;
import dev.holdfast.reader.click.JournalCounters.SetAside;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * The journal's metrics. For each process, once no click is on its way from one place to the next:
 *
 * <pre>
 * holdfast_clicks_recorded_total                 clicks of this process's redirects
 *   + holdfast_clicks_recovered_total            found on disk: an earlier process's, or adopted
 * = holdfast_clicks_forwarded_total              acknowledged by Kafka
 *   + holdfast_clicks_waiting{place=ring|spill}
 *   + holdfast_clicks_dropped_total{cause}
 * </pre>
 *
 * A reader that stops or dies leaves what was waiting to the next, whose {@code recovered} it becomes.
 */
final class JournalMetrics {
    private final MeterRegistry registry;
    private final Journal journal;

    private JournalMetrics(MeterRegistry registry, Journal journal) {
        this.registry = registry;
        this.journal = journal;
    }

    static void bind(MeterRegistry registry, Journal journal, JournalCounters counters) {
        JournalMetrics metrics = new JournalMetrics(registry, journal);
        metrics.clicks(counters);
        metrics.troubles(counters);
        metrics.places();
    }

    private void clicks(JournalCounters counters) {
        counter("holdfast.clicks.recorded", counters.recorded, "Clicks of answered redirects");
        counter("holdfast.clicks.recovered", counters.recovered, "Clicks found in journals of dead processes");
        counter("holdfast.clicks.forwarded", counters.forwarded, "Clicks that Kafka has acknowledged");
        for (Drop cause : Drop.values()) {
            String label = JournalCounters.label(cause);
            counter("holdfast.clicks.dropped", counters.dropped(cause), "Clicks lost", "cause", label);
        }
    }

    private void troubles(JournalCounters counters) {
        for (Failure cause : Failure.values()) {
            String label = JournalCounters.label(cause);
            counter("holdfast.journal.failures", counters.failures(cause), "What went wrong", "cause", label);
        }
        for (SetAside what : SetAside.values()) {
            String label = JournalCounters.label(what);
            counter("holdfast.journal.corrupt", counters.setAside(what), "Files set aside", "file", label);
        }
    }

    private void places() {
        gauge("holdfast.clicks.waiting", j -> j.ring().records(), "Clicks not at Kafka yet", "place", "ring");
        gauge("holdfast.clicks.waiting", Journal::spilledRecords, "Clicks not at Kafka yet", "place", "spill");
        gauge("holdfast.journal.ring.used.bytes", j -> j.ring().usedBytes(), "Of the ring");
        gauge("holdfast.journal.ring.size.bytes", j -> j.ring().capacity(), "Of the ring");
        gauge("holdfast.journal.spill.bytes", Journal::spilledBytes, "Of this reader's spill files");
        gauge("holdfast.journal.spill.limit.bytes", Journal::spillLimit, "Most of this reader's spill files");
        gauge("holdfast.journal.durable", j -> j.isDurable() ? 1 : 0, "1 when clicks survive the process");
        gauge("holdfast.journal.kafka.up", j -> j.isKafkaAway() ? 0 : 1, "0 while Kafka takes no clicks");
    }

    private void counter(String name, LongAdder count, String description, String... tags) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private void gauge(String name, ToDoubleFunction<Journal> value, String description, String... tags) {
        Gauge.builder(name, journal, value).tags(tags).description(description).register(registry);
    }
}
