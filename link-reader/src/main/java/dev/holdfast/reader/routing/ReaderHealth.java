package dev.holdfast.reader.routing;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
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
    private final States states;

    ReaderHealth(Databases databases, KeyRing keys, States states) {
        this.databases = databases;
        this.keys = keys;
        this.states = states;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        List<String> states = this.states.current();
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

    private List<String> names(Predicate<Database> condition) {
        return databases.all().stream().filter(condition).map(Database::name).toList();
    }
}
