package dev.holdfast.bench;

import dev.holdfast.bench.clicks.ClicksBench;
import dev.holdfast.bench.create.CreateBench;
import dev.holdfast.bench.measure.Facts;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.micro.MicroBench;
import dev.holdfast.bench.profile.Profiler;
import dev.holdfast.bench.redirect.LayerBench;
import dev.holdfast.bench.redirect.PlatformBench;
import dev.holdfast.bench.redirect.RedirectBench;
import dev.holdfast.bench.redirect.ScanBench;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.ResultFiles;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.bench.rows.RowsBench;
import dev.holdfast.bench.startup.StartupBench;
import dev.holdfast.local.StackException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** {@code infra/stack bench NAME}. */
public final class Main {
    private static final List<Bench> BENCHES = List.of(
            new RedirectBench(),
            LayerBench.redis(),
            LayerBench.replica(),
            new ScanBench(),
            new PlatformBench(),
            CreateBench.single(),
            CreateBench.batches(),
            new ClicksBench(),
            new RowsBench(),
            new StartupBench(),
            new MicroBench());

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings({"SystemOut", "SystemErr"})
    public static void main(String[] arguments) {
        try {
            new Main(System.out).run(Options.parse(List.of(arguments)));
        } catch (BenchException | StackException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(Options options) {
        if (options.words().isEmpty()) {
            out.print(help());
            return;
        }
        switch (options.words().getFirst()) {
            case "all" -> out.print(new AllBenches(BENCHES, options).run());
            case "profile" -> profile(find(second(options)), options.plan());
            case String name -> run(find(name), options);
        }
    }

    private static String second(Options options) {
        if (options.words().size() < 2) {
            throw new BenchException("profile needs the NAME of a bench. There are:\n" + list());
        }
        return options.words().get(1);
    }

    private void profile(Bench bench, Plan plan) {
        try (Rig rig = Rig.open(bench.cores())) {
            out.print(Profiler.run(bench.name(), bench.profiled(rig), plan));
        }
    }

    private static Bench find(String name) {
        return BENCHES.stream()
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("there is no bench '" + name + "'. There are:\n" + list()));
    }

    private static String list() {
        return BENCHES.stream()
                .map(bench -> String.format("  %-18s %s%n", bench.name(), bench.question()))
                .collect(Collectors.joining());
    }

    private static String help() {
        return """
                usage: infra/stack bench NAME [--quick] [--rounds N] [--seconds S] [--size N]
                       infra/stack bench all [--quick]                   every bench in turn
                       infra/stack bench profile NAME [--seconds S]      where the CPU goes: JFR, flame graph

                """ + list();
    }

    private void run(Bench bench, Options options) {
        Plan plan = options.plan();
        Report report = new Report(bench.name(), bench.question())
                .condition("command", options.describe())
                .conditions(Facts.all())
                .condition("pinning", bench.cores().describe())
                .condition("rounds", plan.describe());
        try (Rig rig = Rig.open(bench.cores())) {
            bench.measure(rig, plan, report);
        }
        out.print(ResultFiles.write(report));
    }
}
