package dev.holdfast.bench.load;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Contender;
import dev.holdfast.bench.measure.CpuTime;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An HTTP server under wrk's load, with its CPU by the kernel's account and its answers checked meanwhile. */
public final class HttpContender implements Contender {
    private final String name;
    private final int port;
    private final Supplier<List<Long>> pids;
    private final Wrk wrk;
    private final Path requests;
    private final Expected expected;
    private final boolean refused;
    private final List<Backend> backends = new ArrayList<>();
    private long answered;
    private long checked;
    private int runs;

    private record Backend(Metric metric, Supplier<List<Long>> pids) {}

    private HttpContender(
            String name,
            int port,
            Supplier<List<Long>> pids,
            Wrk wrk,
            Path requests,
            Expected expected,
            boolean refused) {
        this.name = name;
        this.port = port;
        this.pids = pids;
        this.wrk = wrk;
        this.requests = requests;
        this.expected = expected;
        this.refused = refused;
    }

    /** @param pids the server's processes */
    public static HttpContender redirecting(
            String name, int port, Supplier<List<Long>> pids, Wrk wrk, Path requests, Expected expected) {
        return new HttpContender(name, port, pids, wrk, requests, expected, false);
    }

    /** A server for which 404 is the right answer to every one of these requests. */
    public static HttpContender refusing(
            String name, int port, Supplier<List<Long>> pids, Wrk wrk, Path requests, Expected expected) {
        return new HttpContender(name, port, pids, wrk, requests, expected, true);
    }

    /** Has the CPU that these processes use for its requests told apart. */
    public HttpContender charging(Metric metric, Supplier<List<Long>> backend) {
        backends.add(new Backend(metric, backend));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Long> processes() {
        return pids.get();
    }

    public int port() {
        return port;
    }

    public Path requests() {
        return requests;
    }

    public Expected expected() {
        return expected;
    }

    /** Requests answered so far; {@link #unsure} more may have been. */
    public long answered() {
        return answered;
    }

    /** Answers compared with the right ones so far. */
    public long checked() {
        return checked;
    }

    /** Requests that were under way when wrk stopped: they were answered, but nobody counted. */
    public long unsure() {
        return (long) runs * wrk.connections();
    }

    /** Answers are not judged: a process that has just started may say 503 when its look-ups take too long. */
    @Override
    public void warmUp(Duration time) {
        Wrk.Outcome outcome = wrk.run("circle.lua", "http://127.0.0.1:" + port, requests, time);
        answered += outcome.requests() - outcome.refused();
        runs++;
    }

    @Override
    public Sample round(Duration time) {
        Checker checker = Checker.start(port, requests, expected);
        List<Long> charged = charged();
        long before = CpuTime.micros(pids.get());
        Wrk.Outcome outcome = wrk.run("circle.lua", "http://127.0.0.1:" + port, requests, time);
        long micros = CpuTime.micros(pids.get()) - before;
        List<Long> chargedAfter = charged();
        long right = checker.stop();
        require(outcome);
        double done = outcome.requests() + right;
        answered += (long) done;
        checked += right;
        runs++;
        Sample sample = Sample.of(Metric.RATE, outcome.rate()).and(Metric.CPU, micros / done);
        for (int i = 0; i < backends.size(); i++) {
            sample = sample.and(backends.get(i).metric(), (chargedAfter.get(i) - charged.get(i)) / done);
        }
        return sample.and(Metric.BUSY, micros / outcome.seconds() / 1e4);
    }

    private List<Long> charged() {
        return backends.stream()
                .map(backend -> CpuTime.micros(backend.pids().get()))
                .toList();
    }

    private void require(Wrk.Outcome outcome) {
        long wrong = refused ? outcome.requests() - outcome.refused() : outcome.refused();
        if (wrong > 0 || outcome.broken() > 0 || outcome.requests() == 0) {
            throw new BenchException(name + " gave " + wrong + " answers with a wrong status and none to "
                    + outcome.broken() + " of " + outcome.requests() + " requests");
        }
    }
}
