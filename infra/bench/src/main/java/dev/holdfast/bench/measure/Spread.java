package dev.holdfast.bench.measure;

import java.util.List;

/** The median of several rounds, with the least and the greatest of them. */
public record Spread(double median, double min, double max, int rounds) {

    /** @param values at least one */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast(), n);
    }
}
