package dev.holdfast.bench.redirect;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.ArrivalRate;
import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.load.Wrk;
import dev.holdfast.bench.measure.Contender;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.CpuTime;
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
import dev.holdfast.bench.rig.Links;
import dev.holdfast.bench.rig.NginxConstant;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.nginx.Fronts;
import dev.holdfast.local.nginx.NginxServer;
import dev.holdfast.local.platform.Platform;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything on one machine, until the last click is counted. */
public final class PlatformBench implements Bench {
    private static final String PLATFORM = "the platform";
    private static final String CONSTANT = "nginx to a constant";
    private static final Metric COUNTED = Metric.higher("counted", "redirects/s");
    private static final Metric DRAIN = Metric.lower("counted after the load", "s");
    private static final Metric SHARE = Metric.lower("CPU", "µs/redirect");
    private static final int CONNECTIONS = 64;
    private static final int REQUESTS = 65_536;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<Integer> RATES = List.of(1_000, 5_000, 10_000);

    @Override
    public String name() {
        return "platform";
    }

    @Override
    public String question() {
        return "how many redirects does one machine answer and count?";
    }

    @Override
    public Cores cores() {
        return Cores.ALL;
    }

    @Override
    public Profiled profiled(Rig rig) {
        return new RedirectBench().profiled(rig);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        Parts parts = Parts.in(rig).backends();
        ServiceInstance writer = parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        List<Server> readers = List.of(
                parts.beside(ServiceKind.LINK_READER, 1, Map.of()), parts.beside(ServiceKind.LINK_READER, 2, Map.of()));
        ServiceInstance worker = parts.beside(ServiceKind.CLICK_WORKER, 1, Map.of());
        parts.start(parts.platform().nginx());
        Map<String, String> targets = Links.create(writer.port(), parts.apiKey(), RedirectRig.LINKS);
        Path requests =
                Requests.zipf(rig.file("requests"), Requests.Sender.BROWSER, List.copyOf(targets.keySet()), REQUESTS);
        Wrk wrk = new Wrk(rig.cores(), 1, CONNECTIONS);
        int front = parts.platform().settings().publicPort();
        int constant = constantFront(rig, parts);
        report.condition(
                "load",
                wrk.describe() + "; " + RedirectRig.LINKS
                        + " links asked for by Zipf's law; at the public front, with nginx, 2 readers, Kafka, 1 worker and"
                        + " Postgres with a replica on the same cores as the load");
        Results used = new Results();
        Counted platform = new Counted(PLATFORM, wrk, front, requests, parts, shares(parts, readers, worker), used);
        Foreign foreign = new Foreign(rig::pids);
        // Four JVMs compile what they run, on two cores that have other things to do.
        Plan warmer = plan.warmer();
        report.condition("rounds", warmer.describe());
        Results results = new Rounds(warmer).run(List.of(platform, new Plain(CONSTANT, wrk, constant, requests)));
        report.condition("noise", foreign.stop().describe());
        report.section(new Section("At saturation", results, List.of(COUNTED, Metric.RATE)))
                .section(new Section("Whose CPU a counted redirect takes", used, List.of(SHARE)))
                .finding(Finding.value(results, PLATFORM, COUNTED, Reach.atLeast(15_000)))
                .finding(Finding.ratio(results, PLATFORM, CONSTANT, Metric.RATE, null))
                .note("each round ended when the worker had counted every click: none was missing");
        latencies(plan.brief(), report, front, constant, requests, new Expected(targets));
    }

    private static Map<String, List<Server>> shares(Parts parts, List<Server> readers, Server worker) {
        Platform all = parts.platform();
        Map<String, List<Server>> shares = new LinkedHashMap<>();
        shares.put("link-readers", readers);
        shares.put("nginx", List.of(all.nginx()));
        shares.put("Kafka", List.of(all.kafka()));
        shares.put("click-worker", List.of(worker));
        shares.put("Postgres, primary", List.of(all.postgres().first()));
        shares.put("Postgres, replica", List.of(all.postgres().second()));
        return shares;
    }

    /** The platform's own front, before a server that answers a constant in the place of readers. */
    private static int constantFront(Rig rig, Parts parts) {
        int upstream = rig.port();
        NginxConstant.constant(rig, "nginx-constant", upstream, Links.target(0));
        int port = rig.port();
        Fronts fronts =
                new Fronts(port, rig.port(), rig.port(), List.of(upstream), List.of(upstream), List.of(upstream));
        parts.start(new NginxServer(rig.file("baseline"), fronts));
        return port;
    }

    private static void latencies(Plan plan, Report report, int front, int constant, Path requests, Expected expected) {
        for (int rate : plan.quick() ? RATES.subList(0, 1) : RATES) {
            Results results = new Results();
            for (int round = 0; round < plan.rounds(); round++) {
                Console.say("latency at " + rate + " requests/s");
                results.add(PLATFORM, ArrivalRate.measure(front, rate, plan.time(), requests, expected));
                results.add(
                        CONSTANT, ArrivalRate.measure(constant, rate, plan.time(), requests, Expected.ANY_REDIRECT));
            }
            report.section(new Section(
                    "Latency while " + rate + " requests arrive each second", results, List.of(ArrivalRate.P99)));
        }
    }

    private record Plain(String name, Wrk wrk, int port, Path requests) implements Contender {
        @Override
        public Sample round(Duration time) {
            return Sample.of(Metric.RATE, load(wrk, port, requests, time).rate());
        }
    }

    private static Wrk.Outcome load(Wrk wrk, int port, Path requests, Duration time) {
        Wrk.Outcome outcome = wrk.run("circle.lua", "http://127.0.0.1:" + port, requests, time);
        if (outcome.refused() > 0 || outcome.broken() > 0) {
            throw new BenchException(outcome.refused() + " requests were refused and " + outcome.broken() + " of "
                    + outcome.requests() + " got no answer");
        }
        return outcome;
    }

    /**
     * The platform's front.
     *
     * @param shares whose CPU is told apart
     * @param used what these have used for a redirect, in each round
     */
    private record Counted(
            String name, Wrk wrk, int port, Path requests, Parts parts, Map<String, List<Server>> shares, Results used)
            implements Contender {
        @Override
        public List<Long> processes() {
            return shares.values().stream()
                    .flatMap(servers -> servers.stream().flatMap(server -> Pids.of(server).stream()))
                    .toList();
        }

        @Override
        public void warmUp(Duration time) {
            Sample unused = round(time, new Results());
        }

        @Override
        public Sample round(Duration time) {
            return round(time, used);
        }

        private Sample round(Duration time, Results noted) {
            long before = counted();
            List<Long> cpu = cpu();
            Wrk.Outcome outcome = load(wrk, port, requests, time);
            long loaded = System.nanoTime();
            long wanted = before + outcome.requests();
            if (!Deadline.in(PATIENCE).await(() -> counted() >= wanted)) {
                throw new BenchException(outcome.requests() + " redirects were answered, but after "
                        + PATIENCE.toMinutes() + " minutes only " + (counted() - before) + " clicks are counted");
            }
            double drain = (System.nanoTime() - loaded) / 1e9;
            Iterator<Long> start = cpu.iterator();
            Iterator<Long> end = cpu().iterator();
            shares.keySet()
                    .forEach(part -> noted.add(
                            part, Sample.of(SHARE, (end.next() - start.next()) / (double) outcome.requests())));
            return Sample.of(COUNTED, outcome.requests() / (outcome.seconds() + drain))
                    .and(Metric.RATE, outcome.rate())
                    .and(DRAIN, drain);
        }

        private List<Long> cpu() {
            return shares.values().stream()
                    .map(servers -> CpuTime.micros(servers.stream()
                            .flatMap(server -> Pids.of(server).stream())
                            .toList()))
                    .toList();
        }

        private long counted() {
            return Long.parseLong(parts.query("select coalesce(sum(clicks), 0) from click_total_by_hour"));
        }
    }
}
