package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import java.util.ArrayList;
import java.util.List;

/** The report for a terminal. */
final class TextReport {
    private TextReport() {}

    static String render(Report report) {
        StringBuilder text = new StringBuilder();
        text.append('\n')
                .append(report.bench())
                .append(": ")
                .append(report.question())
                .append("\n\n");
        report.conditions()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        for (Section section : report.sections()) {
            text.append('\n').append(section.title()).append(", median (least to greatest)\n\n");
            text.append(table(section.results()).render());
        }
        if (!report.findings().isEmpty()) {
            text.append('\n').append(findings(report.findings()).render());
        }
        report.notes().forEach(note -> text.append("\n  ").append(note));
        return text.append('\n').toString();
    }

    private static Table table(Results results) {
        Table table = new Table();
        List<String> head = new ArrayList<>(List.of(""));
        results.metrics().forEach(metric -> head.add(metric.title()));
        table.row(head);
        for (String contender : results.contenders()) {
            List<String> row = new ArrayList<>(List.of(contender));
            for (Metric metric : results.metrics()) {
                row.add(results.has(contender, metric) ? Numbers.text(results.spread(contender, metric)) : "-");
            }
            table.row(row);
        }
        return table;
    }

    private static Table findings(List<Finding> findings) {
        Table table = new Table();
        for (Finding finding : findings) {
            table.row(List.of(finding.what(), Numbers.text(finding.value()) + " " + finding.unit(), finding.verdict()));
        }
        return table;
    }
}
