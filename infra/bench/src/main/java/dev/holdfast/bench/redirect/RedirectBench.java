package dev.holdfast.bench.redirect;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.ArrivalRate;
import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.HttpContender;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Rounds;
import dev.holdfast.bench.measure.Sample;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Finding;
import dev.holdfast.bench.report.Reach;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Child;
import dev.holdfast.bench.rig.Clicks;
import dev.holdfast.bench.rig.Links;
import dev.holdfast.bench.rig.NettyConstant;
import dev.holdfast.bench.rig.NginxConstant;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.service.ServiceInstance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hot path against the least that a redirect can cost. */
public final class RedirectBench implements Bench {
    private static final String READER = "link-reader";
    private static final String QUERY = "the same, with a query";
    private static final String NGINX = "nginx return 302";
    private static final String NETTY = "bare Netty";
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final List<Integer> RATES = List.of(2_000, 10_000, 30_000);

    @Override
    public String name() {
        return "redirect";
    }

    @Override
    public String question() {
        return "what does a counted redirect cost, next to answers that do nothing else?";
    }

    @Override
    public Cores cores() {
        return Cores.apart();
    }

    @Override
    public Profiled profiled(Rig rig) {
        RedirectRig redirects = RedirectRig.on(rig);
        ServiceInstance reader = redirects.reader();
        return new Profiled(reader, redirects.contender(READER, reader, redirects.requests())::round);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        RedirectRig redirects = RedirectRig.on(rig);
        ServiceInstance instance = redirects.reader();
        HttpContender reader = redirects.contender(READER, instance, redirects.requests());
        HttpContender query = withQuery(redirects, instance);
        List<HttpContender> contenders = List.of(reader, nginx(redirects), netty(redirects));
        Plan warmer = plan.warmer();
        report.condition("rounds", warmer.describe());
        report.condition(
                "load",
                redirects.wrk().describe() + "; " + RedirectRig.LINKS
                        + " links asked for by Zipf's law, with the headers of a browser and of the public front");
        try (Clicks clicks = new Clicks(redirects.parts().platform().kafka())) {
            long before = clicks.total();
            Foreign foreign = new Foreign(rig::pids);
            Results results = new Rounds(warmer).run(List.of(reader, query, contenders.get(1), contenders.get(2)));
            report.condition("noise", foreign.stop().describe());
            report.section(new Section("At saturation", results, List.of(Metric.CPU, Metric.RATE)));
            report.finding(Finding.ratio(results, READER, NGINX, Metric.CPU, Reach.atMost(1.4)))
                    .finding(Finding.ratio(results, READER, NGINX, Metric.RATE, Reach.atLeast(0.75)))
                    .finding(Finding.ratio(results, READER, NETTY, Metric.CPU, null))
                    .finding(Finding.ratio(results, QUERY, READER, Metric.CPU, null))
                    .note("a request with a query goes through the framework, the others are answered ahead of it")
                    .note(reader.checked()
                            + query.checked()
                            + " of link-reader's answers were compared with the link's target: all right");
            report.note(
                    forwarded(reader.answered() + query.answered(), reader.unsure() + query.unsure(), clicks, before));
        }
        latencies(contenders, plan.brief(), report);
    }

    private static HttpContender withQuery(RedirectRig redirects, ServiceInstance reader) {
        Map<String, String> targets = new LinkedHashMap<>();
        redirects.targets().forEach((code, target) -> targets.put(code + "?ref=mail", target));
        return HttpContender.redirecting(
                QUERY,
                reader.port(),
                () -> Pids.of(reader),
                redirects.wrk(),
                redirects.requests("queries", targets),
                new Expected(targets));
    }

    private static HttpContender nginx(RedirectRig redirects) {
        int port = redirects.rig().port();
        Child nginx = NginxConstant.map(redirects.rig(), "nginx-return", port, redirects.targets());
        return HttpContender.redirecting(
                NGINX, port, nginx::pids, redirects.wrk(), redirects.requests(), redirects.expected());
    }

    private static HttpContender netty(RedirectRig redirects) {
        int port = redirects.rig().port();
        Child netty = NettyConstant.start(redirects.rig(), "netty-constant", port, Links.target(0));
        return HttpContender.redirecting(
                NETTY, port, netty::pids, redirects.wrk(), redirects.requests(), Expected.ANY_REDIRECT);
    }

    /** Every answered redirect is a click, and every click comes to Kafka. */
    private static String forwarded(long wanted, long unsure, Clicks clicks, long before) {
        long start = System.nanoTime();
        Console.say("waiting until Kafka has all clicks");
        long came = clicks.await(before + wanted, DRAIN) - before;
        if (came < wanted || came > wanted + unsure) {
            throw new BenchException(wanted + " to " + (wanted + unsure) + " redirects were answered, but Kafka has "
                    + came + " clicks");
        }
        return wanted + " redirects were counted by the load, and up to " + unsure
                + " more were under way when it stopped; Kafka had " + came + " clicks "
                + (System.nanoTime() - start) / 1_000_000 + " ms later: none missing";
    }

    private static void latencies(List<HttpContender> contenders, Plan plan, Report report) {
        for (int rate : plan.quick() ? RATES.subList(0, 1) : RATES) {
            Results results = new Results();
            for (int round = 0; round < plan.rounds(); round++) {
                for (HttpContender contender : contenders) {
                    Console.say("latency at " + rate + " requests/s: " + contender.name());
                    results.add(contender.name(), latency(contender, rate, plan));
                }
            }
            report.section(new Section(
                    "Latency while " + rate + " requests arrive each second", results, List.of(ArrivalRate.P99)));
        }
    }

    private static Sample latency(HttpContender contender, int rate, Plan plan) {
        return ArrivalRate.measure(contender.port(), rate, plan.time(), contender.requests(), contender.expected());
    }
}
