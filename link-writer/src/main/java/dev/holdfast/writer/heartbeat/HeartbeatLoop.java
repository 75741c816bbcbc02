package dev.holdfast.writer.heartbeat;

import dev.holdfast.writer.database.SingleActive;
import dev.holdfast.writer.database.SingleActives;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Beats every 250 ms, in one writer at a time. */
@Singleton
class HeartbeatLoop implements SingleActive.Task {
    static final long LOCK = 20260102;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final SingleActives actives;
    private @Nullable SingleActive loop;
    private volatile long lastBeat;
    private volatile long settled;

    HeartbeatLoop(SingleActives actives, MeterRegistry metrics) {
        this.actives = actives;
        Gauge.builder("holdfast.heartbeat.age", this, HeartbeatLoop::age)
                .baseUnit("seconds")
                .description("Time since this writer's last beat; absent (NaN) while another writer beats")
                .register(metrics);
        Gauge.builder("holdfast.heartbeat.settled", this, self -> self.beats() ? self.settled : Double.NaN)
                .description(
                        "Every change numbered at or below this has ended; absent (NaN) while another writer beats")
                .register(metrics);
    }

    @EventListener
    void start(StartupEvent event) {
        loop = actives.start("heartbeat", LOCK, PAUSE, this);
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    public void turn(Connection connection) throws SQLException {
        settled = Heartbeat.beat(connection);
        lastBeat = System.nanoTime();
    }

    @Override
    public void passive() {
        lastBeat = 0;
    }

    private boolean beats() {
        return lastBeat != 0;
    }

    private double age() {
        long last = lastBeat;
        return last == 0
                ? Double.NaN
                : Duration.ofNanos(System.nanoTime() - last).toMillis() / 1000.0;
    }
}
