package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import java.util.List;

/**
 * A table of contenders and what they gave.
 *
 * @param charted the metrics that the chart shows
 */
public record Section(String title, Results results, List<Metric> charted) {}
