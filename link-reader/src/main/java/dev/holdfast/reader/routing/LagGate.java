package dev.holdfast.reader.routing;

import java.time.Duration;

/**
 * Closes when a replica is too far behind, and opens again only when it is well below that: in between it stays as it
 * is, so that a replica at the edge does not make reads flap. Safe for use by several threads.
 */
final class LagGate {
    /** Heartbeats come every 250 ms, so less than twice that is no lag at all. */
    static final Duration OPENS_BELOW = Duration.ofMillis(500);

    static final Duration CLOSES_ABOVE = Duration.ofSeconds(1);

    private volatile boolean closed;

    void observe(Duration lag) {
        if (lag.compareTo(CLOSES_ABOVE) > 0) {
            closed = true;
        } else if (lag.compareTo(OPENS_BELOW) < 0) {
            closed = false;
        }
    }

    boolean isClosed() {
        return closed;
    }
}
