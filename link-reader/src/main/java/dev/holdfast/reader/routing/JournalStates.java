package dev.holdfast.reader.routing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether Kafka takes clicks. From the journal's own gauge, so that health and metric never disagree. */
@Singleton
final class JournalStates implements Dependency {
    private final MeterRegistry metrics;

    JournalStates(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<String> states() {
        Gauge up = metrics.find("holdfast.journal.kafka.up").gauge();
        return up != null && up.value() == 0 ? List.of("kafka-down") : List.of();
    }
}
