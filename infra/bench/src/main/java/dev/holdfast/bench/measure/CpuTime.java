package dev.holdfast.bench.measure;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

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
    /** As HotSpot names them, cut to 15 characters by the kernel. */
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private CpuTime() {}

    /** Microseconds that these processes have used; one that has ended counts for nothing. */
    public static long micros(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> micros(pid, false)).sum();
    }

    /** Microseconds that these processes and their ended children have used. */
    public static long microsWithReaped(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> micros(pid, true)).sum();
    }

    /** Microseconds that each compiling thread of these processes has used, by thread; none for what is no JVM. */
    public static Map<Long, Long> compilers(Collection<Long> pids) {
        Map<Long, Long> used = new HashMap<>();
        for (long pid : pids) {
            String[] threads =
                    Path.of("/proc", Long.toString(pid), "task").toFile().list();
            for (String thread : threads == null ? new String[0] : threads) {
                Path folder = Path.of("/proc", Long.toString(pid), "task", thread);
                if (COMPILER.matcher(read(folder.resolve("comm"))).lookingAt()) {
                    used.put(Long.parseLong(thread), micros(folder.resolve("stat"), false));
                }
            }
        }
        return used;
    }

    private static long micros(long pid, boolean reaped) {
        return micros(Path.of("/proc", Long.toString(pid), "stat"), reaped);
    }

    private static long micros(Path file, boolean reaped) {
        String[] fields = fields(file);
        if (fields.length == 0) {
            return 0;
        }
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        long more = Long.parseLong(fields[REAPED_USER]) + Long.parseLong(fields[REAPED_SYSTEM]);
        return (ticks + (reaped ? more : 0)) * MICROS_PER_TICK;
    }

    private static String[] fields(Path file) {
        String stat = read(file);
        return stat.isEmpty()
                ? new String[0]
                : stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
    }

    /** Empty when the process or thread has ended. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (!Files.exists(file)) {
                return "";
            }
            throw new BenchException("cannot read " + file + ", which the bench needs: " + e.getMessage());
        }
    }
}
