package dev.holdfast.reader.resolve;

import java.time.Duration;

/**
 * How old an entry may get. Together with the bounds on what replicas and Redis are believed, these keep the promise
 * that a change is shown everywhere within 10 s when Redis is down: {@link #HARD} + {@link Search#LAG_LIMIT} + one
 * lookup.
 */
enum Freshness {
    /** To be answered as it is. */
    FRESH,
    /** To be answered as it is, and looked up again in the background. */
    SOFT,
    /** To be looked up before it is answered, unless nobody can be asked. */
    HARD;

    /** While nobody tells of changes. */
    static final Duration SOFT_LIFE = Duration.ofSeconds(1);

    static final Duration HARD_LIFE = Duration.ofSeconds(4);
    /** While changes are told: a second line of defence, which no promise depends on. */
    static final Duration COVERED_LIFE = Duration.ofSeconds(30);

    private static final long SOFT_TICKS = Ticks.of(SOFT_LIFE);
    private static final long HARD_TICKS = Ticks.of(HARD_LIFE);
    private static final long COVERED_TICKS = Ticks.of(COVERED_LIFE);

    static Freshness of(Entry entry, Coverage coverage, long now) {
        long checked = now - entry.loadedAt();
        if (checked <= SOFT_TICKS) {
            return FRESH;
        }
        long age = Math.min(checked, now - coverage.provenUntil(entry.trueAt()));
        if (age > HARD_TICKS) {
            return HARD;
        }
        return age > SOFT_TICKS || checked > COVERED_TICKS ? SOFT : FRESH;
    }
}
