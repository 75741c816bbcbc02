package dev.holdfast.drills.measure;

import dev.holdfast.drills.catalogue.Watch;
import dev.holdfast.drills.measure.Scraper.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The course of one metric. */
final class Course {
    /** For what never happened. */
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final List<Reading> readings;
    private final long fault;
    private final double[] growth;

    Course(List<Reading> readings, long fault) {
        this.readings = readings;
        this.fault = fault;
        this.growth = growth(readings);
    }

    /** From each reading to the next, all instances together; one that started anew counts from 0. */
    private static double[] growth(List<Reading> readings) {
        Map<String, Double> last = new HashMap<>(
                readings.isEmpty() ? Map.of() : readings.getFirst().values());
        return readings.stream()
                .mapToDouble(reading -> {
                    double sum = 0;
                    for (Map.Entry<String, Double> value : reading.values().entrySet()) {
                        double before = last.getOrDefault(value.getKey(), 0.0);
                        double now = value.getValue();
                        sum += now >= before ? now - before : now;
                        last.put(value.getKey(), now);
                    }
                    return sum;
                })
                .toArray();
    }

    double measure(Watch watch) {
        return switch (watch.how()) {
            case ABOVE ->
                since(first(i -> readings.get(i).values().values().stream().anyMatch(v -> v > watch.limit())));
            case GROWS -> since(first(i -> grown(i) > watch.limit()));
            case COUNT -> grown(readings.size() - 1);
            case CALMS -> since(last(i -> growth[i] > watch.limit() * secondsBefore(i)));
            case RESUMES -> resumes();
        };
    }

    private boolean after(int i) {
        return readings.get(i).time() > fault;
    }

    private double since(int i) {
        return i < 0 ? NEVER : (readings.get(i).time() - fault) / 1e9;
    }

    private double secondsBefore(int i) {
        return i == 0 ? 1 : (readings.get(i).time() - readings.get(i - 1).time()) / 1e9;
    }

    private int first(java.util.function.IntPredicate which) {
        return IntStream.range(0, readings.size())
                .filter(this::after)
                .filter(which)
                .findFirst()
                .orElse(-1);
    }

    private int last(java.util.function.IntPredicate which) {
        return IntStream.range(0, readings.size())
                .filter(this::after)
                .filter(which)
                .reduce((a, b) -> b)
                .orElse(-1);
    }

    /** From the fault on. */
    private double grown(int to) {
        return IntStream.rangeClosed(0, to)
                .filter(this::after)
                .mapToDouble(i -> growth[i])
                .sum();
    }

    /** The end of the longest time without growth; 0 when there was none of over two seconds. */
    private double resumes() {
        long last = fault;
        long longest = 2_000_000_000L;
        double end = 0;
        for (int i = 0; i < readings.size(); i++) {
            if (after(i) && growth[i] > 0) {
                if (readings.get(i).time() - last > longest) {
                    longest = readings.get(i).time() - last;
                    end = since(i);
                }
                last = readings.get(i).time();
            }
        }
        boolean stillAway = readings.isEmpty()
                || !after(readings.size() - 1)
                || readings.getLast().time() - last > longest;
        return stillAway ? NEVER : end;
    }
}
