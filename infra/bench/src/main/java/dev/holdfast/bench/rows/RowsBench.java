package dev.holdfast.bench.rows;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.HttpContender;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.load.Wrk;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.WarmUp;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Finding;
import dev.holdfast.bench.report.Reach;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a lookup cares how many links there are, and what a link occupies where. */
public final class RowsBench implements Bench {
    private static final Metric POSTGRES_CPU = Metric.lower("CPU of Postgres", "µs/request");
    private static final String NO_L1 = "-Dholdfast.l1-megabytes=0";
    private static final String ONLY_DATABASE = NO_L1 + " -Dredis.uri=redis://127.0.0.1:1";
    private static final int FEW = 100_000;
    private static final int MANY = 50_000_000;
    private static final int ASKED = 65_536;
    private static final int CONNECTIONS = 32;
    private static final int QUICK_ROUNDS = 2;

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String question() {
        return "what does a lookup cost among a hundred thousand links, and among fifty million?";
    }

    @Override
    public Cores cores() {
        return Cores.apart();
    }

    @Override
    public Profiled profiled(Rig rig) {
        throw new BenchException("rows is about Postgres: profile redirect-replica for the reader's side");
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        int many = plan.mainSize(MANY, 500_000);
        Parts parts = Parts.in(rig).withoutReplica();
        parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        ManyLinks links = new ManyLinks(parts);
        ServiceInstance reader =
                parts.underTest(ServiceKind.LINK_READER, 1, Map.of("JAVA_TOOL_OPTIONS", ONLY_DATABASE));
        Wrk wrk = new Wrk(rig.cores(), 1, CONNECTIONS);
        report.condition(
                "load",
                wrk.describe() + "; memory and Redis off, " + ASKED
                        + " links picked evenly from all; one database, which" + " serves as its own replica"
                        + (many < MANY ? "; 50,000,000 links in a full run" : ""));
        Plan rounds = plan.withRoundsAtMost(plan.size(plan.rounds(), QUICK_ROUNDS));
        report.condition("rounds", rounds.describe().replace("interleaved rounds", "rounds at each size"));
        Foreign foreign = new Foreign(rig::pids);
        Results results = new Results();
        for (int size : List.of(FEW, many)) {
            links.fillUpTo(size);
            rounds(rig, rounds, results, links, wrk, reader, size);
        }
        report.condition("noise", foreign.stop().describe());
        report.section(new Section("At saturation", results, List.of(Metric.RATE, Metric.CPU, POSTGRES_CPU)))
                .finding(inverse(results, many))
                .finding(Finding.ratio(results, named(many), named(FEW), POSTGRES_CPU, Reach.atMost(1.3)));
        sizes(rig, parts, links, many, plan, report);
        report.note("all answers were right; the two sizes were measured one after the other, as one database can't be"
                + " both");
    }

    private static Finding inverse(Results results, int many) {
        return Finding.ratio(results, named(FEW), named(many), Metric.RATE, Reach.atMost(1.3));
    }

    private static String named(int size) {
        return String.format(Locale.ROOT, "%,d links", size);
    }

    private static void rounds(
            Rig rig, Plan plan, Results results, ManyLinks links, Wrk wrk, ServiceInstance reader, int size) {
        Map<String, String> targets = links.sample(ASKED, size);
        Path requests = Requests.inOrder(rig.file("requests"), Requests.Sender.FRONT, List.copyOf(targets.keySet()));
        HttpContender contender = HttpContender.redirecting(
                        named(size), reader.port(), () -> Pids.of(reader), wrk, requests, new Expected(targets))
                .charging(POSTGRES_CPU, links::pids);
        WarmUp.run(List.of(contender), plan);
        for (int round = 1; round <= plan.rounds(); round++) {
            Console.say("round " + round + " of " + plan.rounds() + " with " + named(size));
            results.add(named(size), contender.round(plan.time()));
        }
    }

    private static void sizes(Rig rig, Parts parts, ManyLinks links, int many, Plan plan, Report report) {
        report.finding(Finding.single("a link in the table", links.tableBytes() / (double) many, "bytes", null))
                .finding(Finding.single("a link in the indexes", links.indexBytes() / (double) many, "bytes", null));
        Occupied occupied = new Occupied(rig, parts, links.sample(plan.size(50_000, 10_000), many));
        ServiceInstance viaRedis = parts.beside(ServiceKind.LINK_READER, 2, Map.of("JAVA_TOOL_OPTIONS", NO_L1));
        report.finding(Finding.single("a link in Redis", occupied.inRedis(viaRedis), "bytes", null));
        viaRedis.stop();
        ServiceInstance memory = parts.beside(ServiceKind.LINK_READER, 3, Map.of());
        report.finding(Finding.single("a link in a reader's memory", occupied.inMemory(memory), "bytes", null));
    }
}
