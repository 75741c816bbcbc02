package dev.holdfast.bench.clicks;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Rounds;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Finding;
import dev.holdfast.bench.report.Reach;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How fast a backlog of clicks is counted, against Postgres alone. */
public final class ClicksBench implements Bench {
    static final Metric RATE = Metric.higher("rate", "clicks/s");
    static final Metric WORKER_CPU = Metric.lower("CPU of the workers", "µs/click");
    static final Metric KAFKA_CPU = Metric.lower("CPU of Kafka", "µs/click");
    static final Metric POSTGRES_CPU = Metric.lower("CPU of the primary", "µs/click");

    private static final String ONE = "one worker";
    private static final String TWO = "two workers";
    private static final String ALL = "one statement per batch";
    private static final String ROWS = "the same, no roll-ups";
    private static final int FULL = 5_000_000;
    private static final int FULL_ROUNDS = 3;
    private static final int WARMUP = 300_000;
    private static final int PROFILED = 300_000;

    @Override
    public String name() {
        return "clicks";
    }

    @Override
    public String question() {
        return "how fast does click-worker count a backlog, next to one hand-written statement per batch?";
    }

    @Override
    public Cores cores() {
        return Cores.ALL;
    }

    @Override
    public Profiled profiled(Rig rig) {
        Parts parts = Parts.in(rig).backends();
        parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        parts.query("select setval('link_number', " + Events.LINKS + ")");
        ServiceInstance worker = parts.beside(ServiceKind.CLICK_WORKER, 1, Map.of());
        Group group = rig.closing(new Group(parts.platform().kafka()));
        DrainedQueue queue =
                new DrainedQueue(parts, group, worker, parts.instance(ServiceKind.CLICK_WORKER, 2, Map.of()), PROFILED);
        return new Profiled(worker, queue.workers(ONE, 1)::round);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        int clicks = plan.mainSize(FULL, 100_000);
        Plan rounds = plan.withRoundsAtMost(plan.size(FULL_ROUNDS, 2));
        Parts parts = Parts.in(rig).backends();
        parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        parts.query("select setval('link_number', " + Events.LINKS + ")");
        ServiceInstance first = parts.beside(ServiceKind.CLICK_WORKER, 1, Map.of());
        ServiceInstance second = parts.instance(ServiceKind.CLICK_WORKER, 2, Map.of());
        report.condition(
                "load",
                String.format("a backlog of %,d clicks in 12 partitions, of %,d links", clicks, Events.LINKS)
                        + (clicks < FULL ? " (5,000,000 in a full run)" : ""));
        int some = Math.min(clicks / 2, WARMUP);
        report.condition(
                "rounds", String.format("%d interleaved rounds, after one of %,d clicks", rounds.rounds(), some));
        try (Group group = new Group(parts.platform().kafka())) {
            DrainedQueue queue = new DrainedQueue(parts, group, first, second, clicks);
            List<Drain> contenders = List.of(
                    queue.workers(ONE, 1),
                    queue.workers(TWO, 2),
                    queue.statement(ALL, Statement.rowsAndRollUps(parts)),
                    queue.statement(ROWS, Statement.rows(parts)));
            // The second worker is another process each time.
            contenders.stream()
                    .filter(contender -> !contender.name().equals(TWO))
                    .forEach(one -> one.warmUp(some));
            Foreign foreign = new Foreign(rig::pids);
            Results results = new Rounds(rounds.withWarmup(Duration.ZERO)).run(contenders);
            report.condition("noise", foreign.stop().describe());
            report.section(new Section("Until all were counted", results, List.of(RATE)))
                    .finding(Finding.ratio(results, ONE, ALL, RATE, Reach.atLeast(0.5)))
                    .finding(Finding.ratio(results, ONE, ROWS, RATE, null))
                    .finding(Finding.ratio(results, TWO, ONE, RATE, null));
        }
        report.note(
                "after every round the tables had exactly the clicks of the backlog, as rows and in every roll-up, and"
                        + " there was no dead letter");
    }
}
