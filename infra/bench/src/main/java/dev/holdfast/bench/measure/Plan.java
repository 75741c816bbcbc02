package dev.holdfast.bench.measure;

import java.time.Duration;

/**
 * How long a bench takes.
 *
 * @param quick whether sizes are cut down too: the figures then say little, the program is shown to work
 * @param rounds how often each contender is measured
 * @param time of one round of one contender
 * @param warmup of each contender before the first round
 */
public record Plan(boolean quick, int rounds, Duration time, Duration warmup) {
    public static final Plan FULL = new Plan(false, 7, Duration.ofSeconds(10), Duration.ofSeconds(20));
    public static final Plan QUICK = new Plan(true, 3, Duration.ofSeconds(3), Duration.ofSeconds(5));

    public Plan withRounds(int value) {
        return new Plan(quick, value, time, warmup);
    }

    public Plan withTime(Duration value) {
        return new Plan(quick, rounds, value, warmup);
    }

    public Plan withWarmup(Duration value) {
        return new Plan(quick, rounds, time, value);
    }

    /** One of two sizes, by whether the run is a quick one. */
    public int size(int full, int quickly) {
        return quick ? quickly : full;
    }

    public String describe() {
        return rounds + " interleaved rounds of " + seconds(time) + " s each, after " + seconds(warmup)
                + " s of warm-up each" + (quick ? "; --quick, with smaller sizes" : "");
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? Long.toString(time.toSeconds()) : Double.toString(time.toMillis() / 1e3);
    }
}
