package dev.holdfast.model.cache;

import java.time.Duration;

/** Names, lifetimes and number formats in Redis. */
public final class CacheKeys {
    public static final String APPLIED = "applied";
    public static final String BEAT = "beat";
    /** The Postgres timeline that the values come from. */
    public static final String TIMELINE = "timeline";
    /** Channel of changes: see {@link ChangeMessage}. */
    public static final String CHANGES = "link-changes";

    /** How long a beat vouches for the values. */
    public static final Duration BEAT_LIFE = Duration.ofSeconds(2);
    /** How often a caught-up relay beats: several beats fit into one life, so that a short stall is not an outage. */
    public static final Duration BEAT_INTERVAL = Duration.ofMillis(500);

    private static final Duration LINK_LIFE = Duration.ofDays(1);
    private static final Duration TOMBSTONE_LIFE = Duration.ofDays(7);

    /** Decimal digits of a position or version in Redis: fixed, so that text order is number order. */
    static final int POSITION_DIGITS = 19;

    private CacheKeys() {}

    public static String link(String code) {
        return "link:" + code;
    }

    /** How long a value stays. Only memory depends on it, no promise does: see the package's invariants. */
    public static Duration life(CachedLink link) {
        return link.state() == CachedLink.State.ACTIVE ? LINK_LIFE : TOMBSTONE_LIFE;
    }

    /** A position as the scripts compare it: 19 decimal digits. */
    public static String position(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a position is not negative: " + value);
        }
        String digits = Long.toString(value);
        return "0".repeat(POSITION_DIGITS - digits.length()) + digits;
    }
}
