package dev.holdfast.drills.report;

import dev.holdfast.drills.probe.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code report.md}: for people. */
final class MarkdownReport {
    private static final int MOST_LISTED = 30;

    private MarkdownReport() {}

    static String render(Result result) {
        StringBuilder text = new StringBuilder();
        text.append("# ")
                .append(result.drill())
                .append(" on ")
                .append(result.on())
                .append(": ")
                .append(result.verdict());
        text.append("\n\n")
                .append(result.title())
                .append(". ")
                .append(result.began())
                .append(", ");
        text.append(Numbers.text(result.rate())).append(" redirects a second.\n\n![timeline](timeline.svg)\n\n");
        text.append(measures(result)).append(events(result));
        String unlisted = result.links().unlisted();
        list(text, "Not verified", unlisted.isEmpty() ? List.of() : List.of(unlisted));
        list(text, "Links lost", result.links().lost());
        list(text, "Links doubled", result.links().doubled());
        list(text, "Links with a wrong count", result.clicks().wrong());
        list(text, "Failed requests", failures(result));
        return text.toString();
    }

    /** Those with a budget first. */
    static String measures(Result result) {
        StringBuilder text = new StringBuilder("| measure | budget | measured | |\n|---|---|---|---|\n");
        result.budgets().forEach((name, most) -> text.append(line(result, name, Numbers.text(name, most))));
        result.measures().keySet().stream()
                .filter(name -> !result.budgets().containsKey(name))
                .forEach(name -> text.append(line(result, name, "")));
        return text.append('\n').toString();
    }

    private static String line(Result result, String name, String budget) {
        double value = result.measures().getOrDefault(name, Double.POSITIVE_INFINITY);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |%n",
                name,
                budget,
                Numbers.text(name, value),
                budget.isEmpty() ? "" : result.within(name) ? "ok" : "**over**");
    }

    private static String events(Result result) {
        StringBuilder text = new StringBuilder("| at | since the fault | what |\n|---|---|---|\n");
        for (Event event : result.events()) {
            text.append(String.format(
                    "| %s | %s | %s |%n",
                    Numbers.seconds(event.time()),
                    Numbers.seconds(event.time() - result.window().fault()),
                    event.text()));
        }
        return text.append('\n').toString();
    }

    /** Equal ones on one line. */
    private static List<String> failures(Result result) {
        Map<String, Integer> times = new TreeMap<>();
        Map<String, Long> first = new TreeMap<>();
        result.samples().stream().filter(sample -> !sample.ok()).forEach(sample -> {
            String what = sample.kind() + " " + sample.outcome() + " " + sample.status() + " " + firstLine(sample);
            times.merge(what, 1, Integer::sum);
            first.merge(what, sample.due(), Math::min);
        });
        return times.entrySet().stream()
                .map(entry -> entry.getValue() + " times, first at "
                        + Numbers.seconds(first.getOrDefault(entry.getKey(), 0L)) + ": " + entry.getKey())
                .toList();
    }

    private static String firstLine(Sample sample) {
        return sample.detail().lines().findFirst().orElse("");
    }

    private static void list(StringBuilder text, String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        text.append("## ").append(title).append("\n");
        items.stream()
                .limit(MOST_LISTED)
                .forEach(item -> text.append("- ").append(item).append('\n'));
        if (items.size() > MOST_LISTED) {
            text.append("- and ").append(items.size() - MOST_LISTED).append(" more\n");
        }
        text.append('\n');
    }
}
