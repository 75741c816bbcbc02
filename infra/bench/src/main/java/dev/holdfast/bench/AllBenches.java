package dev.holdfast.bench;

import dev.holdfast.bench.report.ResultFiles;
import dev.holdfast.bench.report.Summary;
import dev.holdfast.local.logs.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every bench in turn, each group in a process of its own, and what they found in one table. */
final class AllBenches {
    private final List<List<Bench>> groups;
    private final Options options;
    private final Summary summary = new Summary();
    private final List<String> failed = new ArrayList<>();

    AllBenches(List<List<Bench>> groups, Options options) {
        this.groups = groups;
        this.options = options;
    }

    /** The table; fails when a bench could not be run to its end. */
    String run() {
        long start = System.nanoTime();
        groups.forEach(this::run);
        String text = summary.render() + "\n  all of this took " + (System.nanoTime() - start) / 60_000_000_000L
                + " min " + (System.nanoTime() - start) / 1_000_000_000L % 60 + " s\n";
        ResultFiles.write(ResultFiles.stem("all"), ".txt", text);
        if (!failed.isEmpty()) {
            throw new BenchException("these did not run to their end: " + String.join(", ", failed) + "\n" + text);
        }
        return text;
    }

    private void run(List<Bench> group) {
        List<String> names = group.stream().map(Bench::name).toList();
        Console.say("== " + String.join(", ", names));
        List<Path> before = names.stream().map(ResultFiles::stem).toList();
        runInProcess(names);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            ResultFiles.newest(name, before.get(i)).ifPresentOrElse(summary::add, () -> failed.add(name));
        }
    }

    private void runInProcess(List<String> names) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(names);
        line.addAll(options.flags());
        try {
            Process process = new ProcessBuilder(line).inheritIO().start();
            Thread hook = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(hook);
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            if (exit != 0) {
                Console.say("== ended with exit status " + exit);
            }
        } catch (IOException e) {
            throw new BenchException("cannot start " + names + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }
}
