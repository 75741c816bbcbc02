package dev.holdfast.reader.click;

import java.time.Duration;

/** Keeps from trying too often: each pause is twice as long as the one before, until one {@link #end}s. */
final class Pause {
    private final long minNanos;
    private final long maxNanos;
    private long nanos;
    private long since;
    private boolean begun;

    Pause(Duration min, Duration max) {
        minNanos = min.toNanos();
        maxNanos = max.toNanos();
    }

    void begin() {
        nanos = begun ? Math.min(maxNanos, nanos * 2) : minNanos;
        since = System.nanoTime();
        begun = true;
    }

    void end() {
        begun = false;
    }

    boolean isOn() {
        return begun && System.nanoTime() - since < nanos;
    }
}
