package dev.holdfast.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The samples of all contenders, round by round. For one thread. */
public final class Results {
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    public void add(String contender, Sample sample) {
        samples.computeIfAbsent(contender, name -> new ArrayList<>()).add(sample);
    }

    /** In the order in which they were first measured. */
    public Set<String> contenders() {
        return samples.keySet();
    }

    public Set<Metric> metrics() {
        Set<Metric> metrics = new LinkedHashSet<>();
        samples.values()
                .forEach(list ->
                        list.forEach(sample -> metrics.addAll(sample.values().keySet())));
        return metrics;
    }

    /** The values of a contender in the order of the rounds; empty when it has none of this metric. */
    public List<Double> values(String contender, Metric metric) {
        return samples.getOrDefault(contender, List.of()).stream()
                .map(sample -> sample.values().get(metric))
                .filter(value -> value != null)
                .toList();
    }

    public boolean has(String contender, Metric metric) {
        return !values(contender, metric).isEmpty();
    }

    public Spread spread(String contender, Metric metric) {
        return Spread.of(values(contender, metric));
    }

    /** One contender's value over another's, within each round: what disturbed a round disturbed both. */
    public Spread ratio(String contender, String baseline, Metric metric) {
        List<Double> mine = values(contender, metric);
        List<Double> theirs = values(baseline, metric);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            ratios.add(mine.get(i) / theirs.get(i));
        }
        return Spread.of(ratios);
    }
}
