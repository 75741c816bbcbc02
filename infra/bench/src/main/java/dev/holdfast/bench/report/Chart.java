package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bars of the medians with the spread of the rounds on them, one panel for each metric, as SVG. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 230;
    private static final int VALUES = 170;
    private static final int BAR = 20;
    private static final int STEP = 30;
    private static final Pattern LINE = Pattern.compile("\\S.{0,104}(?:\\s|$)");
    private static final String STYLE = """
            text{font:13px system-ui,sans-serif;fill:#111827}
            .h{font-size:16px;font-weight:600}.p{font-weight:600}.s{font-size:11px;fill:#6b7280}.r{text-anchor:end}
            .a{fill:#0284c7}.b{fill:#94a3b8}.w{stroke:#111827;stroke-width:1.5;fill:none}
            """;

    private final Report report;
    private final StringBuilder body = new StringBuilder();
    private int y = 34;

    private Chart(Report report) {
        this.report = report;
    }

    static String render(Report report) {
        return new Chart(report).render();
    }

    private String render() {
        text("h", 16, y, report.bench());
        y += 24;
        text("", 16, y, report.question());
        for (Section section : report.sections()) {
            for (Metric metric : section.charted()) {
                panel(section, metric);
            }
        }
        y += 24;
        for (String condition : List.of("machine", "pinning", "rounds", "noise")) {
            String value = report.conditions().get(condition);
            if (value != null) {
                wrapped(condition + ": " + value);
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (y + 8) + "\" role=\"img\">\n"
                + "<style>\n" + STYLE + "</style>\n"
                + "<rect width=\"" + WIDTH + "\" height=\"" + (y + 8) + "\" fill=\"#fff\"/>\n" + body + "</svg>\n";
    }

    private void panel(Section section, Metric metric) {
        Results results = section.results();
        List<String> shown = results.contenders().stream()
                .filter(contender -> results.has(contender, metric))
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        y += 30;
        text(
                "p",
                16,
                y,
                section.title() + ": " + metric.title()
                        + (metric.higherIsBetter() ? ", more is better" : "" + ", less is better"));
        y += 10;
        double most = shown.stream()
                .mapToDouble(contender -> results.spread(contender, metric).max())
                .max()
                .orElse(1);
        for (String contender : shown) {
            bar(contender, results.spread(contender, metric), most, contender.equals(shown.getFirst()));
        }
    }

    /** The first contender is the one the bench is about. */
    private void bar(String contender, Spread spread, double most, boolean ours) {
        int width = WIDTH - LABELS - VALUES;
        double scale = most > 0 ? width / most : 0;
        int middle = y + BAR / 2;
        text("r", LABELS - 8, middle + 5, contender);
        body.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                ours ? "a" : "b",
                LABELS,
                y,
                spread.median() * scale,
                BAR));
        if (spread.rounds() > 1) {
            body.append(String.format(
                    Locale.ROOT,
                    "<path class=\"w\" d=\"M%.1f %dH%.1fM%.1f %dv8M%.1f %dv8\"/>%n",
                    LABELS + spread.min() * scale,
                    middle,
                    LABELS + spread.max() * scale,
                    LABELS + spread.min() * scale,
                    middle - 4,
                    LABELS + spread.max() * scale,
                    middle - 4));
        }
        text("", (int) (LABELS + spread.max() * scale) + 8, middle + 5, Numbers.text(spread.median()));
        y += STEP;
    }

    private void wrapped(String text) {
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            text("s", 16, y, lines.group().strip());
            y += 15;
        }
    }

    private void text(String style, int x, int baseline, String text) {
        body.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, baseline, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
