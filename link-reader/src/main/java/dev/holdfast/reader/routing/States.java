package dev.holdfast.reader.routing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the states of docs/failure-modes.md this reader is in, also as a metric for alerts: {@code holdfast_state}
 * is 1 for each that it is in and 0 for the others.
 */
@Context
final class States {
    private static final List<String> ALL = List.of(
            "redis-down",
            "redis-behind",
            "replica-lagging",
            "replica-down",
            "primary-down",
            "databases-down",
            "kafka-down");

    private final Databases databases;
    private final Collection<Dependency> others;

    States(Databases databases, Collection<Dependency> others, MeterRegistry metrics) {
        this.databases = databases;
        this.others = others;
        for (String state : ALL) {
            Gauge.builder("holdfast.state", this, states -> states.current().contains(state) ? 1 : 0)
                    .description("Whether the reader is in this state of docs/failure-modes.md")
                    .tag("state", state)
                    .register(metrics);
        }
    }

    List<String> current() {
        Set<String> states = new TreeSet<>();
        if (!databases.primary().isReachable()) {
            states.add("primary-down");
        }
        for (Database replica : databases.replicas()) {
            if (!replica.isReachable()) {
                states.add("replica-down");
            } else if (replica.isLagging()) {
                states.add("replica-lagging");
            }
        }
        if (databases.all().stream().noneMatch(Database::isReachable)) {
            states.add("databases-down");
        }
        others.forEach(other -> states.addAll(other.states()));
        return List.copyOf(states);
    }
}
