package dev.holdfast.worker.ops;

import dev.holdfast.worker.consume.ConsumerState;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Whether clicks are being counted. It never makes the worker unready, be Postgres or Kafka away or consumption stopped
 * until an operator decides ({@code HALTED}, still with HTTP status 200): a worker waits and goes on by itself, a
 * restart would not help, and its operators' API is needed most then.
 */
@Singleton
class ConsumptionIndicator implements HealthIndicator {
    private static final HealthStatus HALTED =
            new HealthStatus("HALTED", "Consumption has stopped until an operator decides", false, null);

    private final ConsumerState state;

    ConsumptionIndicator(ConsumerState state) {
        this.state = state;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "halted", state.halted());
        put(details, "trouble", state.trouble());
        put(details, "lastStored", state.lastStored());
        HealthStatus status = state.halted() == null ? HealthStatus.UP : HALTED;
        return Publishers.just(
                HealthResult.builder("consumption", status).details(details).build());
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
