package dev.holdfast.reader.resolve;

import java.time.Duration;

/** Time as this package counts it: nanoseconds since the process started, never negative, never going back. */
final class Ticks {
    /** Before every other time. */
    static final long NEVER = Long.MIN_VALUE / 2;

    private static final long START = System.nanoTime();

    private Ticks() {}

    static long now() {
        return System.nanoTime() - START;
    }

    static long of(Duration duration) {
        return duration.toNanos();
    }
}
