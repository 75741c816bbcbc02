package dev.holdfast.bench.clicks;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.CpuTime;
import dev.holdfast.bench.measure.Sample;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.service.ServiceInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backlogs and their draining. The queue is paused, as an operator would, while a backlog is made; the time counts from
 * the first click counted after it is resumed.
 */
final class DrainedQueue {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int BATCH = 20_000;
    private static final List<String> TABLES = List.of(
            "click", "click_visitor", "click_by_day", "click_by_hour", "click_by_dimension", "click_total_by_hour");

    private final Parts parts;
    private final Group group;
    private final ServiceInstance first;
    private final ServiceInstance second;
    private final int clicks;
    private long seed;

    DrainedQueue(Parts parts, Group group, ServiceInstance first, ServiceInstance second, int clicks) {
        this.parts = parts;
        this.group = group;
        this.first = first;
        this.second = second;
        this.clicks = clicks;
    }

    /** @param count 1 or 2 */
    Drain workers(String name, int count) {
        return new Drain(name, clicks, backlog -> drain(count, backlog));
    }

    /** Rows put in by hand; whether roll-ups come with them depends on the statement. */
    Drain statement(String name, Statement statement) {
        return new Drain(name, clicks, backlog -> insert(statement, backlog));
    }

    private Sample insert(Statement statement, int backlog) {
        empty();
        long cpu = primaryCpu();
        double seconds = statement.insert(new Events(++seed), backlog, BATCH);
        Sample sample = Sample.of(ClicksBench.RATE, backlog / seconds)
                .and(ClicksBench.POSTGRES_CPU, (primaryCpu() - cpu) / (double) backlog);
        require("click", "count(*)", backlog);
        return sample;
    }

    private Sample drain(int workers, int backlog) {
        empty();
        execute("update click_queue set paused = true, changed_at = now(), changed_by = 'bench'");
        if (workers == 2) {
            parts.start(second);
        }
        group.await(workers);
        Console.say("making a backlog of " + backlog + " clicks");
        Backlog.produce(parts.platform().kafka(), new Events(++seed), backlog);
        Sample sample = resume(backlog);
        if (workers == 2) {
            second.stop();
        }
        check(backlog);
        return sample;
    }

    private Sample resume(int backlog) {
        long postgres = primaryCpu();
        long kafka = CpuTime.micros(Pids.of(parts.platform().kafka()));
        long worker = workerCpu();
        execute("update click_queue set paused = false, changed_at = now(), changed_by = 'bench'");
        long[] start = {System.nanoTime()};
        boolean done = Deadline.in(PATIENCE).await(() -> {
            long now = System.nanoTime();
            long counted = counted();
            start[0] = counted == 0 ? now : start[0];
            return counted >= backlog;
        });
        if (!done) {
            throw new BenchException("after " + PATIENCE.toMinutes() + " minutes " + counted() + " of " + backlog
                    + " clicks are counted");
        }
        return Sample.of(ClicksBench.RATE, backlog / ((System.nanoTime() - start[0]) / 1e9))
                .and(ClicksBench.POSTGRES_CPU, (primaryCpu() - postgres) / (double) backlog)
                .and(ClicksBench.WORKER_CPU, (workerCpu() - worker) / (double) backlog)
                .and(
                        ClicksBench.KAFKA_CPU,
                        (CpuTime.micros(Pids.of(parts.platform().kafka())) - kafka) / (double) backlog);
    }

    private long workerCpu() {
        return CpuTime.micros(Stream.of(first, second)
                .flatMap(worker -> Pids.of(worker).stream())
                .toList());
    }

    private long primaryCpu() {
        return CpuTime.microsWithReaped(Pids.of(parts.platform().postgres().first()));
    }

    private long counted() {
        return Long.parseLong(parts.query("select coalesce(sum(clicks), 0) from click_total_by_hour"));
    }

    private void empty() {
        execute("truncate " + String.join(", ", TABLES));
    }

    /** Exactly once: as a row, and in every roll-up. */
    private void check(long backlog) {
        require("click", "count(*)", backlog);
        require("click_by_day", "sum(clicks)", backlog);
        require("click_by_hour", "sum(clicks)", backlog);
        require("click_by_dimension", "sum(clicks)", 5 * backlog);
        require("dead_letter", "count(*)", 0);
    }

    private void require(String table, String sum, long wanted) {
        long found = Long.parseLong(parts.query("select coalesce(" + sum + ", 0) from " + table));
        if (found != wanted) {
            throw new BenchException(table + " has " + found + " where there should be " + wanted);
        }
    }

    private void execute(String sql) {
        try (Connection connection = parts.primary();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchException(sql + ": " + e.getMessage());
        }
    }
}
