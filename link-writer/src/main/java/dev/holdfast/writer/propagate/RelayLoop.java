package dev.holdfast.writer.propagate;

import dev.holdfast.writer.database.SingleActive;
import dev.holdfast.writer.database.SingleActives;
import dev.holdfast.writer.propagate.Relay.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs the relay and trims the outbox, in one writer at a time. */
@Singleton
class RelayLoop implements SingleActive.Task {
    static final long LOCK = 20260103;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN_TRIMS = Duration.ofMinutes(1);

    private final SingleActives actives;
    private final Relay relay;
    private @Nullable SingleActive loop;
    private long lastTrim = System.nanoTime();

    RelayLoop(SingleActives actives, RedisConnections redis, Outbox outbox, MeterRegistry metrics) {
        this.actives = actives;
        this.relay = new Relay(redis::cache, outbox);
        gauge(metrics, "holdfast.relay.position", "Changes numbered at or below this are in Redis", Progress::position);
        gauge(metrics, "holdfast.relay.behind", "Settled change numbers that are not yet in Redis", Progress::behind);
    }

    /** Absent (NaN) in the writers whose relay rests, and while Redis is away. */
    private void gauge(MeterRegistry metrics, String name, String description, ToLongFunction<Progress> value) {
        Gauge.builder(name, relay, of -> {
                    Progress progress = of.progress();
                    return progress.position() < 0 ? Double.NaN : value.applyAsLong(progress);
                })
                .description(description)
                .register(metrics);
    }

    @EventListener
    void start(StartupEvent event) {
        loop = actives.start("relay", LOCK, PAUSE, this);
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    public void turn(Connection connection) throws SQLException {
        relay.turn(connection);
        if (System.nanoTime() - lastTrim >= BETWEEN_TRIMS.toNanos()) {
            Outbox.trim(connection);
            lastTrim = System.nanoTime();
        }
    }

    @Override
    public void passive() {
        relay.forget();
    }
}
