package dev.holdfast.reader.routing;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all positions seen anywhere say together. Safe for use by several threads; never blocks. */
@Singleton
public final class Positions {
    /** Far more numbers than are issued while a reading of {@code issued} counts, a promotion's skip included. */
    static final long SLACK = 10_000_000;

    private static final Duration ISSUED_LIFE = Duration.ofSeconds(5);

    private final AtomicLong newestTick = new AtomicLong(Long.MIN_VALUE);
    private volatile @Nullable Issued issued;

    /** @param at {@link System#nanoTime} */
    private record Issued(long number, long at) {}

    void observe(Position position) {
        newestTick.accumulateAndGet(position.tick(), Math::max);
        if (position.isLivePrimary()) {
            issued = new Issued(position.issued(), System.nanoTime());
        }
    }

    /** How far this position is behind the newest tick seen anywhere. A primary that stands still is no lag. */
    public Duration lagOf(Position position) {
        return Duration.of(newestTick.get() - position.tick(), ChronoUnit.MICROS);
    }

    /** The highest number that can have been issued by now; {@link Long#MAX_VALUE} when that is not known. */
    public long highestPossible() {
        Issued known = issued;
        if (known == null || System.nanoTime() - known.at() > ISSUED_LIFE.toNanos()) {
            return Long.MAX_VALUE;
        }
        return known.number() + SLACK;
    }
}
