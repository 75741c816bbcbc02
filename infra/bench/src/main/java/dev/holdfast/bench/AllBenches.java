package dev.holdfast.bench;

import dev.holdfast.bench.report.ResultFiles;
import dev.holdfast.bench.report.Summary;
import dev.holdfast.local.logs.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every bench in turn, each in a process of its own, and what they found in one table. */
final class AllBenches {
    private final List<Bench> benches;
    private final Options options;
    private final Summary summary = new Summary();
    private final List<String> failed = new ArrayList<>();

    AllBenches(List<Bench> benches, Options options) {
        this.benches = benches;
        this.options = options;
    }

    /** The table; fails when a bench could not be run to its end. */
    String run() {
        long start = System.nanoTime();
        for (Bench bench : benches) {
            Console.say("== " + bench.name());
            if (succeeds(bench)) {
                summary.add(ResultFiles.newest(bench.name()));
            } else {
                failed.add(bench.name());
            }
        }
        String text = summary.render() + "\n  all of this took " + (System.nanoTime() - start) / 60_000_000_000L
                + " min " + (System.nanoTime() - start) / 1_000_000_000L % 60 + " s\n";
        ResultFiles.write(ResultFiles.stem("all"), ".txt", text);
        if (!failed.isEmpty()) {
            throw new BenchException("these did not run to their end: " + String.join(", ", failed) + "\n" + text);
        }
        return text;
    }

    private boolean succeeds(Bench bench) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), bench.name()));
        line.addAll(options.flags());
        try {
            Process process = new ProcessBuilder(line).inheritIO().start();
            Thread hook = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(hook);
            boolean succeeded = process.waitFor() == 0;
            Runtime.getRuntime().removeShutdownHook(hook);
            return succeeded;
        } catch (IOException e) {
            throw new BenchException("cannot start " + bench.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }
}
