package dev.holdfast.worker.ops;

import dev.holdfast.worker.consume.ConsumerState;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Down when the consumer's thread has died: what a restart mends, and nothing else. */
@Singleton
@Liveness
class LivenessIndicator implements HealthIndicator {
    private final ConsumerState state;

    LivenessIndicator(ConsumerState state) {
        this.state = state;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        HealthStatus status = state.running() ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("consumer-thread", status).build());
    }
}
