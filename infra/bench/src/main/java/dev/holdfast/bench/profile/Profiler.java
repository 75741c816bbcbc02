package dev.holdfast.bench.profile;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.report.ResultFiles;
import dev.holdfast.local.logs.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Where a service's CPU goes under the load of a bench. Figures taken meanwhile are not worth keeping. */
public final class Profiler {
    private static final int SHOWN = 30;
    private static final int WARMUP_ROUNDS = 3;

    private Profiler() {}

    /** Warms the service up, records it under load and writes what was seen; returns the text of it. */
    public static String run(String bench, Profiled profiled, Plan plan) {
        Path stem = ResultFiles.stem("profile-" + bench);
        long pid = profiled.service()
                .process()
                .pid()
                .orElseThrow(() -> new BenchException(profiled.service().name() + " does not run"));
        Console.say("warming up " + profiled.service().name());
        profiled.load().accept(plan.time().multipliedBy(WARMUP_ROUNDS));
        Recording recording = Recording.start(pid, stem.resolveSibling(stem.getFileName() + ".jfr"));
        Console.say("recording");
        profiled.load().accept(plan.time().multipliedBy(2));
        Path file = recording.stop();
        try {
            return write(stem, Samples.read(file), profiled.service().name());
        } catch (IOException e) {
            throw new BenchException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static String write(Path stem, Samples samples, String service) {
        String text = service + " under load, " + samples.total() + " samples, " + samples.lost() + " lost\n"
                + table("By thread", samples.threads(), samples.total())
                + table("Innermost frame", samples.innermost(), samples.total())
                + table("Anywhere on the stack", samples.anywhere(), samples.total())
                + table("Bytes allocated", samples.allocated(), sum(samples.allocated()));
        ResultFiles.write(stem, ".txt", text);
        ResultFiles.write(stem, ".folded", samples.folded());
        ResultFiles.write(stem, ".svg", FlameGraph.render(samples, service + ", by CPU time"));
        return text + "\nwritten: " + stem + ".txt, .svg (flame graph), .folded, .jfr\n";
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String table(String title, Map<String, Long> counts, long total) {
        StringBuilder text = new StringBuilder("\n").append(title).append('\n');
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * entry.getValue() / total, entry.getKey())));
        return text.toString();
    }
}
