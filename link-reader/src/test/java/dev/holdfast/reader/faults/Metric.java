package dev.holdfast.reader.faults;

import dev.holdfast.reader.ReaderUnderTest;

/** Numbers from a reader's Prometheus endpoint. */
final class Metric {
    private Metric() {}

    /** The sum of a metric over all series that have this label. */
    static double value(ReaderUnderTest reader, String name, String label) {
        return reader.management("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
