package dev.holdfast.reader.click;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM of its own that journals numbered clicks from several threads until it is killed. It prints the number of a
 * click once the journal has it: whatever is printed must arrive.
 */
final class JournalingProcess implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int REPORT_EVERY = 50;

    private final Process process;
    private final BufferedReader out;

    private JournalingProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** @param shellPrefix what the shell does before it becomes the JVM, such as setting a limit */
    static JournalingProcess start(String shellPrefix, JournalSetup setup) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JournalingProcess.class.getName(),
                setup.root().toString(),
                setup.instance(),
                Integer.toString(setup.ringBytes()),
                setup.brokers(),
                setup.topic()));
        List<String> command = new ArrayList<>(List.of("bash", "-c", shellPrefix + " exec \"$@\"", "bash"));
        command.addAll(java);
        return new JournalingProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Numbers of thread {@code t} start at this. */
    static long base(int thread) {
        return (thread + 1) * 1_000_000_000L;
    }

    /** The first line that starts so. */
    String awaitLine(String prefix) throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError("the process ended without a line " + prefix);
        }
        return line;
    }

    /** Kills it without warning once it has so many clicks; returns the last printed number of each thread. */
    long[] killAfter(long clicks) throws IOException, InterruptedException {
        long[] last = new long[THREADS];
        for (int t = 0; t < THREADS; t++) {
            last[t] = base(t) - 1;
        }
        long left = clicks;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            // The kill may cut the last line off.
            if (line.matches("\\d{10}")) {
                long number = Long.parseLong(line);
                last[(int) (number / base(0)) - 1] = number;
                left -= REPORT_EVERY;
            }
            if (left <= 0) {
                // Of the process itself this would also close the streams.
                process.toHandle().destroyForcibly();
            }
        }
        process.waitFor();
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Arguments: root, instance, bytes of the ring, brokers, topic. */
    public static void main(String[] args) {
        JournalSetup setup = new JournalSetup(
                Path.of(args[0]),
                args[1],
                Integer.parseInt(args[2]),
                64 << 20,
                args[3],
                args[4],
                Duration.ofHours(1),
                Duration.ofSeconds(1));
        JournalCounters counters = new JournalCounters();
        Journal journal = Journal.start(setup, counters);
        say("started durable=" + journal.isDurable() + " recovered=" + counters.recovered.sum());
        for (int t = 0; t < THREADS; t++) {
            long base = base(t);
            Thread.ofPlatform().start(() -> append(journal, base));
        }
    }

    private static void append(Journal journal, long base) {
        for (long number = base; ; number++) {
            // Dropping is another test's business.
            while (journal.ring().isHalfFull()) {
                LockSupport.parkNanos(1_000_000);
            }
            journal.append(Clicks.click(number));
            if (number % REPORT_EVERY == 0) {
                say(Long.toString(number));
            }
        }
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.write((line + "\n").getBytes(StandardCharsets.US_ASCII), 0, line.length() + 1);
            System.out.flush();
        }
    }
}
