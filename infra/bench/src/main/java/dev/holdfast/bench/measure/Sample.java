package dev.holdfast.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one round of one contender gave. */
public record Sample(Map<Metric, Double> values) {
    public static Sample of(Metric metric, double value) {
        return new Sample(Map.of(metric, value));
    }

    public Sample and(Metric metric, double value) {
        Map<Metric, Double> more = new LinkedHashMap<>(values);
        more.put(metric, value);
        return new Sample(more);
    }
}
