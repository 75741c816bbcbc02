package dev.holdfast.writer.propagate;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Names Redis in /health when it is away. A writer does without it: it is then degraded, and ready all the same. */
@Singleton
class RedisIndicator implements HealthIndicator {
    private static final HealthResult UP =
            HealthResult.builder("redis", HealthStatus.UP).build();
    private static final HealthResult AWAY = HealthResult.builder("redis", new HealthStatus("DEGRADED"))
            .details(Map.of("effect", "changes reach readers through the replicas only"))
            .build();

    private final RedisConnections redis;

    RedisIndicator(RedisConnections redis) {
        this.redis = redis;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(redis.cache().isPresent() ? UP : AWAY);
    }
}
