package dev.holdfast.reader.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A number of places for one kind of work, so that it can't take all there is. Safe for use by several threads. */
final class Bulkhead {
    private final Semaphore places;
    private final Counter rejections;

    Bulkhead(String name, int size, MeterRegistry metrics) {
        places = new Semaphore(size);
        rejections = Counter.builder("holdfast.bulkhead.rejections")
                .description("Reads that found no place in time")
                .tag("bulkhead", name)
                .register(metrics);
        metrics.gauge("holdfast.bulkhead.free", Tags.of("bulkhead", name), places, Semaphore::availablePermits);
    }

    /** Takes a place, which is to be given back with {@link #leave}; false when there is none for so long. Blocks. */
    boolean enter(Duration wait) {
        try {
            if (places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        rejections.increment();
        return false;
    }

    void leave() {
        places.release();
    }
}
