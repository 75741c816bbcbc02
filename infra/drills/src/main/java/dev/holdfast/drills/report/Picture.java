package dev.holdfast.drills.report;

import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.probe.Sample.Kind;
import java.util.Locale;

/**
 * {@code timeline.svg}: a dot for each request, latency over time, with the time of the fault behind them. Failures are
 * crosses on a line above the dots.
 */
final class Picture {
    private static final int WIDTH = 980;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 96;
    private static final int BOTTOM = 44;
    private static final int FAILURES = 80;
    private static final double LEAST = 1e-3;
    private static final double MOST = 60;
    private static final String STYLE = """
            text{font:12px system-ui,sans-serif;fill:#111827}.h{font-size:16px;font-weight:600}.s{fill:#6b7280}
            .r{text-anchor:end}.m{text-anchor:middle}.OLD{fill:#0284c7}.FRESH{fill:#16a34a}.CREATE{fill:#ea580c}
            .g{stroke:#e5e7eb}.e{stroke:#9ca3af;stroke-dasharray:3 3}.x{stroke:#dc2626;stroke-width:1.6}
            circle{opacity:.55}.t{paint-order:stroke;stroke:#fff;stroke-width:3px}
            """;

    private final Result result;
    private final StringBuilder body = new StringBuilder();

    private Picture(Result result) {
        this.result = result;
    }

    static String render(Result result) {
        return new Picture(result).render();
    }

    private String render() {
        text("h", LEFT, 24, result.drill() + " on " + result.on() + ": " + result.verdict());
        text("s", LEFT, 42, result.title());
        legend();
        window();
        axes();
        result.samples().forEach(this::sample);
        events();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\">\n<style>\n"
                + STYLE + "</style>\n<rect width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" fill=\"#fff\"/>\n" + body
                + "</svg>\n";
    }

    private void legend() {
        int x = LEFT;
        for (Kind kind : Kind.values()) {
            String meaning = switch (kind) {
                case OLD -> "redirect of an old link";
                case FRESH -> "redirect of a link just made";
                case CREATE -> "create, with repetitions";
            };
            add("<circle class=\"%s\" cx=\"%d\" cy=\"58\" r=\"4\"/>%n", kind, x + 4);
            text("", x + 14, 62, meaning);
            x += 210;
        }
        cross(x + 4, 58);
        text("", x + 14, 62, "failed");
    }

    private void window() {
        double from = x(result.window().fault());
        double restore = x(result.window().restore());
        double whole = x(result.window().whole());
        int height = HEIGHT - BOTTOM - TOP + 24;
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fee2e2\"/>%n",
                from, TOP - 24, restore - from, height);
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fef9c3\"/>%n",
                restore, TOP - 24, whole - restore, height);
    }

    private void axes() {
        for (double seconds = LEAST; seconds <= MOST; seconds *= 10) {
            double y = y(seconds);
            add("<path class=\"g\" d=\"M%d %.1fH%d\"/>%n", LEFT, y, WIDTH - RIGHT);
            text(
                    "s r",
                    LEFT - 8,
                    (int) y + 4,
                    seconds < 1 ? Math.round(seconds * 1e3) + " ms" : Math.round(seconds) + " s");
        }
        double end = result.window().end() / 1e9;
        double step = end > 240 ? 60 : end > 90 ? 20 : end > 40 ? 10 : 5;
        for (double at = 0; at <= end; at += step) {
            text("s m", (int) x((long) (at * 1e9)), HEIGHT - 24, Math.round(at) + " s");
        }
        text(
                "s",
                LEFT,
                HEIGHT - 6,
                "latency from the moment a request was due; red: broken, yellow: until every part served again");
    }

    private void events() {
        int row = 0;
        for (Event event : result.events()) {
            double x = x(event.time());
            add("<path class=\"e\" d=\"M%.1f %dV%d\"/>%n", x, TOP - 24, HEIGHT - BOTTOM);
            text("t", (int) x + 3, HEIGHT - BOTTOM - 6 - 14 * (row++ % 5), event.text());
        }
    }

    private void sample(Sample sample) {
        if (!sample.ok()) {
            cross(x(sample.due()), FAILURES);
            return;
        }
        double y = y(sample.latencySeconds());
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>%n", sample.kind(), x(sample.due()), y);
    }

    private void cross(double x, double y) {
        add("<path class=\"x\" d=\"M%.1f %.1fl7 7m0 -7l-7 7\"/>%n", x - 3.5, y - 3.5);
    }

    private double x(long time) {
        double part = Math.clamp(time / (double) Math.max(1, result.window().end()), 0, 1);
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double seconds) {
        double part = Math.log(Math.clamp(seconds, LEAST, MOST) / LEAST) / Math.log(MOST / LEAST);
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
    }

    private void text(String style, int x, int y, String text) {
        add(
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
                style, x, y, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values));
    }
}
