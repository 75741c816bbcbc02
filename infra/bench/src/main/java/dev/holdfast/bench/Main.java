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
    /** Those of one group need the same parts of a platform: named together, they share them. */
    private static final List<List<Bench>> GROUPS = List.of(
            List.of(new RedirectBench(), LayerBench.redis(), LayerBench.replica(), new ScanBench()),
            List.of(new PlatformBench()),
            List.of(CreateBench.single(), CreateBench.batches()),
            List.of(new ClicksBench()),
            List.of(new RowsBench()),
            List.of(new StartupBench()),
            List.of(new MicroBench()));

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
            case "all" -> out.print(new AllBenches(GROUPS, options).run());
            case "profile" -> profile(find(second(options)), options.plan());
            default -> measure(options.words().stream().map(Main::find).toList(), options);
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
        return GROUPS.stream()
                .flatMap(List::stream)
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("there is no bench '" + name + "'. There are:\n" + list()));
    }

    private static String list() {
        return GROUPS.stream()
                .flatMap(List::stream)
                .map(bench -> String.format("  %-18s %s%n", bench.name(), bench.question()))
                .collect(Collectors.joining());
    }

    private static String help() {
        return """
                usage: infra/stack bench NAME... [--quick] [--rounds N] [--seconds S] [--size N]
                       infra/stack bench all [--quick]                   every bench in turn
                       infra/stack bench profile NAME [--seconds S]      where the CPU goes: JFR, flame graph

                """ + list();
    }

    private void measure(List<Bench> named, Options options) {
        List<Bench> group = GROUPS.stream()
                .filter(all -> all.containsAll(named))
                .findFirst()
                .orElseThrow(() -> new BenchException("these have nothing to share: give each a command of its own"));
        try (Rig rig = Rig.open(group.getFirst().cores())) {
            group.stream().filter(named::contains).forEach(bench -> measure(bench, rig, options));
        }
    }

    private void measure(Bench bench, Rig rig, Options options) {
        Plan plan = options.plan();
        Report report = new Report(bench.name(), bench.question())
                .condition("command", options.describe())
                .conditions(Facts.all())
                .condition("pinning", bench.cores().describe())
                .condition("rounds", plan.describe());
        bench.measure(rig, plan, report);
        out.print(ResultFiles.write(report));
    }
}
