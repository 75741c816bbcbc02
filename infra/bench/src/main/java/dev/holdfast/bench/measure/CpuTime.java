package dev.holdfast.bench.measure;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * CPU time of processes by the kernel's account of them, {@code /proc/PID/stat}: user and system time of all threads,
 * those that have ended included. The kernel scales the two so that their sum is what the scheduler measured, which is
 * exact; it is shown in ticks of 10 ms.
 */
public final class CpuTime {
    // Positions after the name, counted from the state as 0: see proc_pid_stat(5).
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int REAPED_USER = 13;
    private static final int REAPED_SYSTEM = 14;
    private static final long MICROS_PER_TICK = 10_000;

    private CpuTime() {}

    /** Microseconds that these processes have used; one that has ended counts for nothing. */
    public static long micros(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> micros(pid, false)).sum();
    }

    /** Microseconds that these processes and their ended children have used. */
    public static long microsWithReaped(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> micros(pid, true)).sum();
    }

    private static long micros(long pid, boolean reaped) {
        String[] fields = fields(Path.of("/proc", Long.toString(pid), "stat"));
        if (fields.length == 0) {
            return 0;
        }
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        long more = Long.parseLong(fields[REAPED_USER]) + Long.parseLong(fields[REAPED_SYSTEM]);
        return (ticks + (reaped ? more : 0)) * MICROS_PER_TICK;
    }

    private static String[] fields(Path file) {
        try {
            String stat = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
        } catch (NoSuchFileException e) {
            return new String[0];
        } catch (IOException e) {
            if (!Files.exists(file)) {
                return new String[0];
            }
            throw new BenchException("cannot read " + file + ", which the bench needs: " + e.getMessage());
        }
    }
}
