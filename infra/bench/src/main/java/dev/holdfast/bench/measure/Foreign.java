package dev.holdfast.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the machine did beside the bench while it ran: processes that are not the bench's, and time the hypervisor took.
 * A bench on a busy machine measures the machine.
 */
public final class Foreign {
    private static final double MICROS_PER_TICK = 10_000;
    private static final double TOLERABLE = 0.05;

    private final Supplier<List<Long>> ours;
    private final Machine start;

    /** @param ours the processes of the bench, asked for now and at the end */
    public Foreign(Supplier<List<Long>> ours) {
        this.ours = ours;
        this.start = Machine.now(ours.get());
    }

    /** Microseconds since boot. */
    private record Machine(long nanos, double busy, double steal, double ours) {
        static Machine now(List<Long> pids) {
            long[] cpu = cpuLine();
            // user, nice, system, idle, iowait, irq, softirq, steal: interrupts are nobody's and left out.
            double ours = CpuTime.microsWithReaped(pids)
                    + CpuTime.microsWithReaped(List.of(ProcessHandle.current().pid()));
            return new Machine(
                    System.nanoTime(), (cpu[0] + cpu[1] + cpu[2]) * MICROS_PER_TICK, cpu[7] * MICROS_PER_TICK, ours);
        }

        private static long[] cpuLine() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
                String line = lines.findFirst().orElseThrow();
                return Stream.of(line.split(" +", -1))
                        .skip(1)
                        .mapToLong(Long::parseLong)
                        .toArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * @param core share of one core that others used
     * @param steal share of one core that the hypervisor took
     */
    public record Share(double core, double steal) {
        public boolean tolerable() {
            return core < TOLERABLE && steal < TOLERABLE;
        }

        public String describe() {
            return String.format(
                    Locale.ROOT,
                    "other processes used %.0f %% of a core and the hypervisor took %.0f %% while this was measured%s",
                    core * 100,
                    steal * 100,
                    tolerable() ? "" : ": THE MACHINE WAS NOT QUIET, the figures are not to be trusted");
        }
    }

    public Share stop() {
        Machine end = Machine.now(ours.get());
        double wall = (end.nanos - start.nanos) / 1e3;
        double foreign = (end.busy - start.busy) - (end.ours - start.ours);
        return new Share(Math.max(0, foreign) / wall, (end.steal - start.steal) / wall);
    }
}
