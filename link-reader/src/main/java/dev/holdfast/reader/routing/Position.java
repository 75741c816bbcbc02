package dev.holdfast.reader.routing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How far a server had got when a statement ran on it: the heartbeat row as that statement saw it. Read together with
 * what it judges, never before or after.
 *
 * @param settled every link with an id and every change with a version at or below it is there, or never was
 * @param issued every number issued before the tick is at or below it
 * @param tick the primary's clock at the heartbeat, in microseconds since the epoch
 * @param tickAge what had passed since by this server's clock, in microseconds
 * @param recovering whether the server follows another one
 */
public record Position(long settled, long issued, long tick, long tickAge, boolean recovering) {
    /** A primary whose last tick is older may be cut off, with another one in its place. */
    private static final Duration LIVE = Duration.ofSeconds(2);

    /** Whether this is the primary and was a moment ago: only then is its "no such row" final for any number. */
    public boolean isLivePrimary() {
        return !recovering && Math.abs(tickAge) < TimeUnit.NANOSECONDS.toMicros(LIVE.toNanos());
    }

    /** Whether the server's "no such row" for this lookup is the truth at the time of the statement. */
    public boolean knowsAbsent(Lookup lookup) {
        return isSettled(lookup) || isLivePrimary();
    }

    /** Whether "no such row" for this lookup is true for all time: the number's transaction has ended. */
    public boolean isSettled(Lookup lookup) {
        return lookup instanceof Lookup.ById(long id) && id <= settled;
    }
}
