package dev.holdfast.bench.measure;

import dev.holdfast.local.logs.Console;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rounds that are not measured, until compilers have done with what the rounds run: before, a JVM is several times
 * slower, and how long that takes depends on the machine. One round does for what no JVM runs.
 */
public final class WarmUp {
    /** Of a core. Compilers never quite end: what is rare is compiled late. */
    private static final double QUIET = 0.05;

    private WarmUp() {}

    /**
     * Goes through all contenders, as rounds do, since two of them may run in one JVM, and what the one needs can undo
     * what was compiled for the other.
     */
    public static void run(List<? extends Contender> contenders, Plan plan) {
        long end = System.nanoTime() + plan.warmup().toNanos();
        List<? extends Contender> cold = plan.warmup().isZero() ? List.of() : contenders;
        while (!cold.isEmpty()) {
            boolean busy = false;
            for (Contender contender : cold) {
                busy |= compilers(contender, plan.time()) > QUIET;
            }
            cold = busy && System.nanoTime() - end < 0 ? onJvms(contenders) : List.of();
        }
    }

    private static List<? extends Contender> onJvms(List<? extends Contender> contenders) {
        return contenders.stream()
                .filter(contender -> !CpuTime.compilers(contender.processes()).isEmpty())
                .toList();
    }

    /** What share of a core they took during one round. */
    private static double compilers(Contender contender, Duration time) {
        Collection<Long> processes = contender.processes();
        Map<Long, Long> before = CpuTime.compilers(processes);
        long start = System.nanoTime();
        contender.warmUp(time);
        double elapsed = (System.nanoTime() - start) / 1e3;
        // A thread may have ended, and its time with it.
        long micros = CpuTime.compilers(processes).entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
        Console.say(String.format(
                Locale.ROOT,
                "warming up %s: compilers took %.0f %% of a core",
                contender.name(),
                100 * micros / elapsed));
        return micros / elapsed;
    }
}
