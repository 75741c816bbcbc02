package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/**
 * One line of what a bench has found.
 *
 * @param what in words
 * @param unit of the value; {@code x} for a ratio
 * @param reach what it was to reach, or null when it is only stated
 */
public record Finding(
        String what, Spread value, String unit, @Nullable Reach reach) {

    /** A contender's value as a multiple of another's, from pairs measured in the same round. */
    public static Finding ratio(
            Results results, String contender, String baseline, Metric metric, @Nullable Reach reach) {
        return new Finding(
                metric.name() + " of " + contender + " over " + baseline,
                results.ratio(contender, baseline, metric),
                "x",
                reach);
    }

    /** A contender's own value. */
    public static Finding value(Results results, String contender, Metric metric, @Nullable Reach reach) {
        return new Finding(metric.name() + " of " + contender, results.spread(contender, metric), metric.unit(), reach);
    }

    /** A value that was taken once. */
    public static Finding single(String what, double value, String unit, @Nullable Reach reach) {
        return new Finding(what, new Spread(value, value, value, 1), unit, reach);
    }

    public boolean met() {
        return reach == null || reach.metBy(value);
    }

    String verdict() {
        if (reach == null) {
            return "";
        }
        return reach.describe() + (met() ? ": reached" : ": NOT reached");
    }
}
