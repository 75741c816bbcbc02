package dev.holdfast.bench.create;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
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
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.platform.Platform;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Creating links over HTTP against putting the same rows into the same table by hand. */
public final class CreateBench implements Bench {
    private static final Metric LINKS = Metric.higher("rate", "links/s");
    private static final Metric WRITER_CPU = Metric.lower("CPU of link-writer", "µs/link");
    private static final Metric POSTGRES_CPU = Metric.lower("CPU of the primary", "µs/link");
    private static final Metric REPLICA_CPU = Metric.lower("CPU of the replica", "µs/link");
    private static final Metric REDIS_CPU = Metric.lower("CPU of Redis", "µs/link");
    private static final Metric LOAD_CPU = Metric.lower("CPU of the load generator", "µs/link");
    private static final String WRITER = "link-writer";
    private static final String FRONT = "through nginx";
    private static final int BATCH = 1_000;
    private static final Duration SETTLED = Duration.ofMillis(500);
    /** Share of a core. */
    private static final double IDLE = 0.1;

    private final boolean batches;

    private CreateBench(boolean batches) {
        this.batches = batches;
    }

    public static CreateBench single() {
        return new CreateBench(false);
    }

    public static CreateBench batches() {
        return new CreateBench(true);
    }

    @Override
    public String name() {
        return batches ? "create-batch" : "create";
    }

    @Override
    public String question() {
        return batches
                ? "how fast are links created " + BATCH + " at a time, next to COPY of the same rows?"
                : "how fast are links created one at a time, next to the bare insert?";
    }

    @Override
    public Cores cores() {
        return Cores.ALL;
    }

    private int connections() {
        return batches ? 4 : 32;
    }

    private int linksEach() {
        return batches ? BATCH : 1;
    }

    @Override
    public Profiled profiled(Rig rig) {
        Started started = Started.on(rig);
        Parts parts = started.parts;
        ServiceInstance writer = started.writer;
        Wrk wrk = new Wrk(rig.cores(), 1, connections());
        return new Profiled(
                writer, new Api(WRITER, writer.port(), wrk, requests(rig, parts), linksEach(), writer, parts)::round);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        Started started = Started.on(rig);
        Parts parts = started.parts;
        ServiceInstance writer = started.writer;
        Path requests = requests(rig, parts);
        Wrk wrk = new Wrk(rig.cores(), 1, connections());
        Contender baseline = batches ? copy(parts) : insert(rig, parts, report);
        List<Contender> contenders = List.of(
                new Api(WRITER, writer.port(), wrk, requests, linksEach(), writer, parts),
                new Api(FRONT, parts.platform().settings().apiPort(), wrk, requests, linksEach(), writer, parts),
                baseline);
        report.condition("load", wrk.describe() + "; the baseline has as many connections");
        Foreign foreign = new Foreign(rig::pids);
        Results results = new Rounds(plan).run(contenders);
        report.condition("noise", foreign.stop().describe());
        report.section(new Section("At saturation", results, List.of(LINKS)))
                .finding(Finding.ratio(results, WRITER, baseline.name(), LINKS, Reach.atLeast(batches ? 0.4 : 0.6)))
                .finding(Finding.ratio(results, FRONT, baseline.name(), LINKS, null))
                .note("after every round the table had as many new links as were answered with success");
    }

    /** What both benches need. */
    private record Started(Parts parts, ServiceInstance writer) {
        static Started on(Rig rig) {
            return rig.shared(Started.class, Started::new);
        }

        private Started(Rig rig) {
            this(Parts.in(rig).backends());
        }

        private Started(Parts parts) {
            this(parts, parts.beside(ServiceKind.LINK_WRITER, 1, Map.of()));
            parts.start(parts.platform().nginx());
        }
    }

    private Path requests(Rig rig, Parts parts) {
        return batches
                ? CreateRequests.batches(rig.file("requests"), parts.apiKey(), 64, BATCH)
                : CreateRequests.single(rig.file("requests"), parts.apiKey(), 65_536);
    }

    private static Contender copy(Parts parts) {
        BareInserts inserts = new BareInserts(parts, 4);
        return new Bare("COPY of " + BATCH + " rows", parts, time -> inserts.copies(time, BATCH));
    }

    private static Contender insert(Rig rig, Parts parts, Report report) {
        Path script = BareInserts.pgbenchScript(rig.file("insert.sql"));
        String url = parts.export("HOLDFAST_PRIMARY_PSQL");
        return Pgbench.find()
                .<Contender>map(pgbench -> {
                    report.condition("baseline", pgbench.version() + ", --protocol=prepared, 1 thread");
                    return new Bare(
                            "pgbench",
                            parts,
                            time -> pgbench.run(url, script, 32, time).rate());
                })
                .orElseGet(() -> {
                    report.condition("baseline", "a JDBC loop of the bare insert, since pgbench is not to be had");
                    return new Bare("JDBC loop", parts, new BareInserts(parts, 32)::single);
                });
    }

    private static long links(Parts parts) {
        return Long.parseLong(parts.query("select count(*) from link"));
    }

    /** Once what was under way when the load stopped has been done too: the writer does next to nothing. */
    private static long settledLinks(Parts parts, ServiceInstance writer) {
        long[] last = {System.nanoTime(), CpuTime.micros(Pids.of(writer)), links(parts)};
        boolean settled = Deadline.in(Duration.ofMinutes(1)).await(() -> {
            if (System.nanoTime() - last[0] < SETTLED.toNanos()) {
                return false;
            }
            long[] now = {System.nanoTime(), CpuTime.micros(Pids.of(writer)), links(parts)};
            boolean idle = now[2] == last[2] && (now[1] - last[1]) * 1e3 < IDLE * (now[0] - last[0]);
            System.arraycopy(now, 0, last, 0, now.length);
            return idle;
        });
        if (!settled) {
            throw new BenchException("a minute after the load, links are still being made");
        }
        return last[2];
    }

    /** CPU that all but the writer have used so far, in microseconds. */
    private record Used(long primary, long replica, long redis, long load) {
        static Used by(Parts parts) {
            Platform platform = parts.platform();
            return new Used(
                    CpuTime.microsWithReaped(Pids.of(platform.postgres().first())),
                    CpuTime.microsWithReaped(Pids.of(platform.postgres().second())),
                    CpuTime.micros(Pids.of(platform.redis())),
                    // this process, for rows that it puts in itself, and its children that have ended
                    CpuTime.microsWithReaped(List.of(ProcessHandle.current().pid())));
        }

        Sample since(Used before, double links, Sample sample) {
            return sample.and(POSTGRES_CPU, (primary - before.primary) / links)
                    .and(REPLICA_CPU, (replica - before.replica) / links)
                    .and(REDIS_CPU, (redis - before.redis) / links)
                    .and(LOAD_CPU, (load - before.load) / links);
        }
    }

    private interface Load {
        /** Puts rows in for this long; returns rows a second. */
        double run(Duration time);
    }

    private record Bare(String name, Parts parts, Load load) implements Contender {
        /** This one: it makes the rows of COPY. */
        @Override
        public List<Long> processes() {
            return List.of(ProcessHandle.current().pid());
        }

        @Override
        public Sample round(Duration time) {
            long before = links(parts);
            Used usedBefore = Used.by(parts);
            double rate = load.run(time);
            Used used = Used.by(parts);
            return used.since(usedBefore, links(parts) - before, Sample.of(LINKS, rate));
        }
    }

    private record Api(
            String name, int port, Wrk wrk, Path requests, int linksEach, ServiceInstance writer, Parts parts)
            implements Contender {
        @Override
        public List<Long> processes() {
            return Pids.of(writer);
        }

        @Override
        public Sample round(Duration time) {
            long before = links(parts);
            long writerCpu = CpuTime.micros(Pids.of(writer));
            Used usedBefore = Used.by(parts);
            Wrk.Outcome outcome = wrk.run("circle.lua", "http://127.0.0.1:" + port, requests, time);
            double links = (double) outcome.requests() * linksEach;
            double writerMicros = CpuTime.micros(Pids.of(writer)) - writerCpu;
            Used used = Used.by(parts);
            require(outcome, settledLinks(parts, writer) - before);
            Sample sample = Sample.of(LINKS, outcome.rate() * linksEach).and(WRITER_CPU, writerMicros / links);
            return used.since(usedBefore, links, sample);
        }

        private void require(Wrk.Outcome outcome, long made) {
            long least = outcome.requests() * linksEach;
            long most = (outcome.requests() + wrk.connections()) * linksEach;
            if (outcome.refused() > 0 || outcome.broken() > 0 || made < least || made > most) {
                throw new BenchException(name + ": " + outcome.requests() + " calls were answered, " + outcome.refused()
                        + " of them with a refusal, " + outcome.broken() + " were not, and the table has " + made
                        + " new links");
            }
        }
    }
}
