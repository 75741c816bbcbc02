package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;

/**
 * Takes the clicks of answered redirects and sees that they get to Kafka, through outages of Kafka and deaths of this
 * process. {@link JournalMetrics} has the arithmetic. Safe for use by many threads. Starts with the process, not with
 * its first request: what an earlier process left is to be forwarded at once.
 */
@Context
public class ClickJournal {
    private final Journal journal;

    ClickJournal(
            JournalConfig config,
            @Property(name = "holdfast.instance") String instance,
            @Property(name = "holdfast.kafka") String brokers,
            MeterRegistry metrics) {
        JournalCounters counters = new JournalCounters();
        journal = Journal.start(config.setup(instance, brokers), counters);
        JournalMetrics.bind(metrics, journal, counters);
    }

    /** Never blocks and never throws. A click for which there is no room is dropped and counted. */
    public void record(ClickEvent click) {
        journal.append(click);
    }

    /** Waits at most some seconds until Kafka has the clicks; the rest stays on disk. */
    @PreDestroy
    void close() {
        journal.close();
    }
}
