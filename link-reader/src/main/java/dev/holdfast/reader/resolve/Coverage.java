package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CacheKeys;
import jakarta.inject.Singleton;

/**
 * Since when, and until when, every change has certainly reached this reader by subscription. Redis sends the changes
 * and the relay's beats in one order, and the relay beats only when it has sent every change: so after a beat, what was
 * as new as the subscription's begin still is as new as the beat. Safe for use by several threads.
 */
@Singleton
final class Coverage {
    private static final long SILENCE = Ticks.of(CacheKeys.BEAT_LIFE);

    private volatile Span span = new Span(Ticks.NEVER, Ticks.NEVER);

    /** From {@code since} to {@code heard} no change was missed. */
    private record Span(long since, long heard) {}

    /** A new subscription has begun: what was sent before may be lost. */
    synchronized void subscribed(long now) {
        span = new Span(now, Ticks.NEVER);
    }

    /** A beat was heard. After a silence the relay may have started over, so a new span begins. */
    synchronized void heard(long now) {
        long last = Math.max(span.since(), span.heard());
        boolean unbroken = now - last <= SILENCE;
        span = new Span(unbroken ? span.since() : now, now);
    }

    /**
     * Until when something that was true at this time is known to be still so, unless a change said otherwise;
     * {@link Ticks#NEVER} when nothing is known.
     */
    long provenUntil(long trueAt) {
        Span known = span;
        return trueAt >= known.since() ? known.heard() : Ticks.NEVER;
    }

    /** Whether beats are being heard. */
    boolean isLive(long now) {
        return now - span.heard() <= SILENCE;
    }
}
