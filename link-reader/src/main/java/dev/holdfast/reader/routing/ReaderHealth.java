package dev.holdfast.reader.routing;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;

/**
 * Which of the states of docs/failure-modes.md a reader is in. It is ready once it can answer anything at all: with the
 * keys of the codes, which it has from any database, or with Redis. From then on it stays ready whatever is down, since
 * what it has in memory is worth serving.
 */
@Singleton
@Readiness
final class ReaderHealth implements HealthIndicator {
    private final Databases databases;
    private final KeyRing keys;
    private final Collection<Dependency> others;

    ReaderHealth(Databases databases, KeyRing keys, Collection<Dependency> others) {
        this.databases = databases;
        this.keys = keys;
        this.others = others;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        List<String> states = states();
        return Publishers.just(HealthResult.builder("reader", isReady(states) ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of(
                        "state",
                        states.isEmpty() ? "well" : "degraded",
                        "states",
                        states,
                        "down",
                        names(database -> !database.isReachable()),
                        "lagging",
                        names(Database::isLagging)))
                .build());
    }

    private boolean isReady(List<String> states) {
        return !keys.isEmpty() || !states.contains("redis-down");
    }

    private List<String> states() {
        Set<String> states = new TreeSet<>();
        boolean primary = databases.primary().isReachable();
        if (!primary) {
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

    private List<String> names(Predicate<Database> condition) {
        return databases.all().stream().filter(condition).map(Database::name).toList();
    }
}
