package dev.holdfast.bench.redirect;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.HttpContender;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Rounds;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Finding;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.bench.rig.Scrape;
import dev.holdfast.local.service.ServiceInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a redirect costs that is not in the reader's memory, by the layer that answers it. */
public final class LayerBench implements Bench {
    /** Nobody listens there. */
    private static final String NO_REDIS = "-Dredis.uri=redis://127.0.0.1:1";

    private static final String NO_L1 = "-Dholdfast.l1-megabytes=0";
    private static final int REQUESTS = 65_536;
    private static final int QUICK_ROUNDS = 2;
    private static final double MOSTLY = 0.95;
    private static final Metric REDIS_CPU = Metric.lower("CPU of Redis", "µs/request");
    private static final Metric POSTGRES_CPU = Metric.lower("CPU of the replica", "µs/request");

    private final String layer;
    private final String options;

    private LayerBench(String layer, String options) {
        this.layer = layer;
        this.options = options;
    }

    public static LayerBench redis() {
        return new LayerBench("redis", NO_L1);
    }

    public static LayerBench replica() {
        return new LayerBench("replica", NO_L1 + " " + NO_REDIS);
    }

    @Override
    public String name() {
        return "redirect-" + layer;
    }

    @Override
    public String question() {
        return "what does a redirect cost that " + layer + " answers, next to one from memory?";
    }

    @Override
    public Cores cores() {
        return Cores.apart();
    }

    @Override
    public Profiled profiled(Rig rig) {
        RedirectRig redirects = RedirectRig.on(rig);
        ServiceInstance reader = redirects.reader(Map.of("JAVA_TOOL_OPTIONS", options));
        return new Profiled(reader, redirects.contender(layer, reader, requests(redirects))::round);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        RedirectRig redirects = RedirectRig.on(rig);
        Path requests = requests(redirects);
        Plan rounds = plan.withRoundsAtMost(plan.size(plan.rounds(), QUICK_ROUNDS));
        report.condition("rounds", rounds.describe());
        ServiceInstance bare = redirects.reader(Map.of("JAVA_TOOL_OPTIONS", options));
        HttpContender below = charged(redirects.contender("from " + layer, bare, requests), redirects.parts());
        HttpContender memory =
                charged(redirects.contender("from memory", redirects.reader(), requests), redirects.parts());
        report.condition(
                "load", redirects.wrk().describe() + "; " + RedirectRig.LINKS + " links, each as likely as the others");
        Scrape before = Scrape.of(bare);
        Foreign foreign = new Foreign(rig::pids);
        Results results = new Rounds(rounds).run(List.of(below, memory));
        report.condition("noise", foreign.stop().describe());
        report.section(new Section("At saturation", results, List.of(Metric.CPU, Metric.RATE)))
                .finding(Finding.ratio(results, below.name(), memory.name(), Metric.CPU, null))
                .finding(Finding.ratio(results, below.name(), memory.name(), Metric.RATE, null))
                .note(answeredBy(before, Scrape.of(bare)))
                .note(below.checked() + memory.checked() + " answers were compared with the link's target: all right");
        bare.stop();
    }

    /** By Zipf's law many requests would wait for the same lookup; here each makes its own. */
    private static Path requests(RedirectRig redirects) {
        return Requests.uniform(
                redirects.rig().file("uniform"),
                Requests.Sender.FRONT,
                List.copyOf(redirects.targets().keySet()),
                REQUESTS);
    }

    private static HttpContender charged(HttpContender contender, Parts parts) {
        return contender
                .charging(REDIS_CPU, () -> Pids.of(parts.platform().redis()))
                .charging(
                        POSTGRES_CPU, () -> Pids.of(parts.platform().postgres().second()));
    }

    /** The reader itself says where its answers came from: they must have come from where this bench says. */
    private String answeredBy(Scrape before, Scrape after) {
        double all = reads(after, "") - reads(before, "");
        double here = reads(after, "destination=\"" + layer + "\"") - reads(before, "destination=\"" + layer + "\"");
        if (here < MOSTLY * all) {
            throw new BenchException(layer + " answered only " + Math.round(here) + " of " + Math.round(all)
                    + " reads: the layers above it are not off");
        }
        return String.format("by the reader's own metrics %s answered %.1f %% of the reads", layer, 100 * here / all);
    }

    private static double reads(Scrape scrape, String label) {
        return scrape.sum("holdfast_reads_total", label);
    }
}
