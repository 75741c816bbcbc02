package dev.holdfast.bench.measure;

import java.time.Duration;

/**
 * How long a bench takes.
 *
 * @param quick whether sizes are cut down too: the figures then say little, the program is shown to work
 * @param wanted the size of what has one, such as a backlog; 0 for each bench's own
 * @param rounds how often each contender is measured
 * @param time of one round of one contender
 * @param warmup the longest that all contenders together are warmed up: see {@link WarmUp}; zero for not at all
 */
public record Plan(boolean quick, int wanted, int rounds, Duration time, Duration warmup) {
    public static final Plan FULL = new Plan(false, 0, 5, Duration.ofSeconds(8), Duration.ofSeconds(60));
    public static final Plan QUICK = new Plan(true, 0, 3, Duration.ofSeconds(2), Duration.ofSeconds(14));

    public Plan withRounds(int value) {
        return new Plan(quick, wanted, value, time, warmup);
    }

    public Plan withRoundsAtMost(int most) {
        return withRounds(Math.min(rounds, most));
    }

    public Plan withTime(Duration value) {
        return new Plan(quick, wanted, rounds, value, warmup);
    }

    public Plan withWarmup(Duration value) {
        return new Plan(quick, wanted, rounds, time, value);
    }

    /** For what has more to compile than most. */
    public Plan warmer() {
        return withWarmup(warmup.multipliedBy(2));
    }

    public Plan withSize(int value) {
        return new Plan(quick, value, rounds, time, warmup);
    }

    /** The same for what comes after the main figures, and has many parts. */
    public Plan brief() {
        Duration some = Duration.ofSeconds(4);
        return withRoundsAtMost(size(2, 1)).withTime(time.compareTo(some) < 0 ? time : some);
    }

    /** How large the thing is that the bench is about: as wanted, else one of two sizes. */
    public int mainSize(int full, int quickly) {
        return wanted > 0 ? wanted : size(full, quickly);
    }

    /** One of two sizes, by whether the run is a quick one. */
    public int size(int full, int quickly) {
        return quick ? quickly : full;
    }

    public String describe() {
        return rounds + " interleaved rounds of " + seconds(time)
                + " s each, after more of them until compilers rest, or for " + seconds(warmup) + " s"
                + (quick ? "; --quick, with smaller sizes" : "");
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? Long.toString(time.toSeconds()) : Double.toString(time.toMillis() / 1e3);
    }
}
