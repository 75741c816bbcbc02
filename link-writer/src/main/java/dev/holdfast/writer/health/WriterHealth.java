package dev.holdfast.writer.health;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Which states a writer is in. It is ready when what is essential is there, and degraded when anything is not. */
@Singleton
@Readiness
class WriterHealth implements HealthIndicator {
    private final Collection<Dependency> dependencies;
    private final ExecutorService executor;

    WriterHealth(Collection<Dependency> dependencies, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.dependencies = dependencies;
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(this::check).subscribeOn(Schedulers.fromExecutor(executor));
    }

    private HealthResult check() {
        boolean ready = true;
        List<String> states = new ArrayList<>();
        for (Dependency dependency : dependencies) {
            Optional<String> trouble = dependency.trouble();
            trouble.ifPresent(states::add);
            ready &= trouble.isEmpty() || !dependency.isEssential();
        }
        String state = states.isEmpty() ? "well" : "degraded";
        return HealthResult.builder("writer", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("state", state, "states", states))
                .build();
    }
}
