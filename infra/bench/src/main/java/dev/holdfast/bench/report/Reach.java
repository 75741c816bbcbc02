package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Spread;

/** What was set out to reach. */
public record Reach(boolean atMost, double limit) {
    public static Reach atMost(double limit) {
        return new Reach(true, limit);
    }

    public static Reach atLeast(double limit) {
        return new Reach(false, limit);
    }

    /** Whether the median reaches it. */
    public boolean metBy(Spread value) {
        return atMost ? value.median() <= limit : value.median() >= limit;
    }

    public String describe() {
        return (atMost ? "at most " : "at least ") + Numbers.text(limit);
    }
}
