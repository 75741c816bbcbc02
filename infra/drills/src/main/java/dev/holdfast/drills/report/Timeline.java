package dev.holdfast.drills.report;

import dev.holdfast.drills.probe.Sample;
import java.util.Comparator;
import java.util.Locale;

/** {@code timeline.csv}: a line for each request and for each thing the drill did, by time. */
final class Timeline {
    private Timeline() {}

    static String render(Result result) {
        StringBuilder text =
                new StringBuilder("seconds,since_fault,kind,latency_ms,attempts,status,outcome,code,detail\n");
        result.events().forEach(event -> text.append(line(result, event)));
        result.samples().stream()
                .sorted(Comparator.comparingLong(Sample::due))
                .forEach(sample -> text.append(line(result, sample)));
        return text.toString();
    }

    private static String line(Result result, Event event) {
        return String.format(
                Locale.ROOT,
                "%.3f,%.3f,EVENT,,,,,,%s%n",
                event.time() / 1e9,
                (event.time() - result.window().fault()) / 1e9,
                quoted(event.text()));
    }

    private static String line(Result result, Sample sample) {
        return String.format(
                Locale.ROOT,
                "%.3f,%.3f,%s,%.1f,%d,%d,%s,%s,%s%n",
                sample.due() / 1e9,
                (sample.due() - result.window().fault()) / 1e9,
                sample.kind(),
                sample.latencySeconds() * 1e3,
                sample.attempts(),
                sample.status(),
                sample.outcome(),
                sample.code(),
                quoted(sample.detail()));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.lines().findFirst().orElse("").replace("\"", "\"\"") + '"';
    }
}
