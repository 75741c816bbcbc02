package dev.holdfast.bench.startup;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Contender;
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
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the start of a process until it is ready, and what it then occupies. */
public final class StartupBench implements Bench {
    private static final Metric READY = Metric.lower("ready after", "ms");
    private static final Metric RESIDENT = Metric.lower("resident memory", "MB");
    private static final String WITH = " with AOT cache";
    private static final String WITHOUT = " without";

    private static final List<ServiceKind> KINDS =
            List.of(ServiceKind.LINK_READER, ServiceKind.LINK_WRITER, ServiceKind.CLICK_WORKER);

    /** Instance 1 of the writer runs beside, for the others need what it does. */
    private static final int NUMBER = 2;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String question() {
        return "how long does a service take to be ready, and how much memory does it occupy then?";
    }

    @Override
    public Cores cores() {
        return Cores.ALL;
    }

    @Override
    public Profiled profiled(Rig rig) {
        throw new BenchException("startup has no load to profile");
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        int starts = plan.size(plan.rounds(), 1);
        Parts parts = Parts.in(rig).backends();
        parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        List<Start> contenders = new ArrayList<>();
        for (ServiceKind kind : KINDS) {
            contenders.add(new Start(kind.text() + WITH, parts.instance(kind, NUMBER, Map.of()), parts, true));
            contenders.add(new Start(
                    kind.text() + WITHOUT,
                    parts.instance(kind, NUMBER, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=off")),
                    parts,
                    false));
        }
        Foreign foreign = new Foreign(rig::pids);
        Results results = new Rounds(plan.withRounds(starts).withWarmup(Duration.ZERO)).run(contenders);
        report.condition("rounds", starts + " interleaved rounds, one start of each service")
                .condition("noise", foreign.stop().describe())
                .section(new Section("From the start of the process", results, List.of(READY, RESIDENT)));
        String reader = ServiceKind.LINK_READER.text() + WITH;
        report.finding(Finding.value(results, reader, READY, Reach.atMost(1_000)))
                .finding(Finding.value(results, reader, RESIDENT, Reach.atMost(220)));
        for (ServiceKind kind : KINDS) {
            report.finding(Finding.ratio(results, kind.text() + WITH, kind.text() + WITHOUT, READY, null));
        }
        report.note("the caches are those that `infra/stack up` makes")
                .note("ready is the first 200 of /health/readiness, asked every 20 ms, with all backends up")
                .note("memory is the process's VmRSS at that moment, before any request");
    }

    private record Start(String name, ServiceInstance service, Parts parts, boolean cached) implements Contender {
        @Override
        public Sample round(Duration time) {
            long start = System.nanoTime();
            parts.start(service);
            double ready = (System.nanoTime() - start) / 1e6;
            if (service.usesCache() != cached) {
                throw new BenchException(service.name() + " does not start " + name + "; its log says why:\n"
                        + service.process().logTail());
            }
            double resident = ResidentMemory.megabytes(service);
            service.kill();
            return Sample.of(READY, ready).and(RESIDENT, resident);
        }
    }
}
