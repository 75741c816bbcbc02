package dev.holdfast.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Sample;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.JavaRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is hot inside the processes, by JMH. Each group runs with the class path of the service that it looks into. */
public final class MicroBench implements Bench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Metric TIME = Metric.lower("time", "ns");
    private static final Metric ALLOCATED = Metric.lower("allocated", "bytes");

    /** @param service whose class path is needed; empty for none */
    private record Group(String service, String pattern) {}

    private static final List<Group> GROUPS = List.of(
            new Group("", "dev.holdfast.bench.micro.*"),
            new Group("link-reader", "dev.holdfast.reader.*"),
            new Group("click-worker", "dev.holdfast.worker.*"));

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String question() {
        return "what do the hot pieces inside the processes cost, by JMH?";
    }

    @Override
    public Cores cores() {
        return Cores.ALL;
    }

    @Override
    public Profiled profiled(Rig rig) {
        throw new BenchException("micro has no service to profile: JMH has profilers of its own");
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        Foreign foreign = new Foreign(rig::pids);
        Results results = new Results();
        GROUPS.forEach(group -> run(rig, plan, group, results));
        report.condition("rounds", "the measured iterations of " + forks(plan) + " forks, " + iteration(plan) + " each")
                .condition("noise", foreign.stop().describe())
                .section(new Section("For one operation", results, List.of(TIME)));
    }

    private static int forks(Plan plan) {
        return plan.size(3, 1);
    }

    private static String iteration(Plan plan) {
        return plan.size(1_000, 400) + "ms";
    }

    private static void run(Rig rig, Plan plan, Group group, Results results) {
        Path file = rig.file("jmh.json");
        Console.say("JMH: " + group.pattern);
        List<String> line = new ArrayList<>(List.of(JavaRuntime.program(), "-cp", classPath(group)));
        line.addAll(List.of("org.openjdk.jmh.Main", group.pattern, "-rf", "json", "-rff", file.toString()));
        line.addAll(List.of("-f", Integer.toString(forks(plan)), "-prof", "gc", "-foe", "true"));
        line.addAll(List.of("-w", iteration(plan), "-r", iteration(plan), "-wi", Integer.toString(plan.size(5, 3))));
        line.addAll(List.of("-i", Integer.toString(plan.size(5, 2))));
        line.addAll(List.of(
                "-jvmArgsAppend",
                "-Xmx512m -XX:+UseSerialGC --add-opens java.base/jdk.internal.misc=ALL-UNNAMED"
                        + " --enable-native-access=ALL-UNNAMED"));
        new Command(line).require();
        try {
            JSON.readTree(file.toFile()).forEach(benchmark -> add(benchmark, results));
        } catch (IOException e) {
            throw new BenchException("JMH's result can't be read: " + e.getMessage());
        }
    }

    /** The service's own jars go first: what is measured is what it runs with. */
    private static String classPath(Group group) {
        String own = System.getProperty("java.class.path");
        if (group.service.isEmpty()) {
            return own;
        }
        Path target = Folders.repository().resolve(group.service).resolve("target");
        return target.resolve(group.service + ".jar") + ":" + target.resolve("lib") + "/*:" + own;
    }

    private static void add(JsonNode benchmark, Results results) {
        String[] name = benchmark.path("benchmark").asText().split("\\.", -1);
        String shown = name[name.length - 2].replace("Benchmark", "") + " " + name[name.length - 1];
        double allocated = benchmark
                .path("secondaryMetrics")
                .path("gc.alloc.rate.norm")
                .path("score")
                .asDouble(-1);
        benchmark
                .path("primaryMetric")
                .path("rawData")
                .forEach(fork -> fork.forEach(time ->
                        results.add(shown, Sample.of(TIME, time.asDouble()).and(ALLOCATED, allocated))));
    }
}
