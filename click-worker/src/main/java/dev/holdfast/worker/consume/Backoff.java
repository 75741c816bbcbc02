package dev.holdfast.worker.consume;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * When to try again: at once after a success, then after 0.1 s, doubled with each failure up to 2 s, less up to a
 * quarter so that workers don't return in step. Confined to one thread.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private long delay;
    private long until;

    Backoff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.until = nanoTime.getAsLong();
    }

    void failed() {
        delay = delay == 0 ? FIRST.toNanos() : Math.min(2 * delay, LONGEST.toNanos());
        until = nanoTime.getAsLong() + delay - ThreadLocalRandom.current().nextLong(delay / 4);
    }

    void succeeded() {
        delay = 0;
        until = nanoTime.getAsLong();
    }

    boolean isOver() {
        return until - nanoTime.getAsLong() <= 0;
    }
}
