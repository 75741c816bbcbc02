package dev.holdfast.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests that arrive at a given rate whatever the server does, as the public's do: independently of each other
 * (exponential gaps). A latency counts from the moment at which the request was due, so that a server that stalls is
 * charged for all who came meanwhile. Every answer is checked. A program of its own, so that nothing of the bench runs
 * in its JVM; {@link ArrivalRate} starts it.
 */
final class Arrivals {
    private static final int CONNECTIONS = 64;
    private static final long SHORTEST_PARK = 5_000;
    private static final long LONGEST_PARK = 50_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_LATENCY = TimeUnit.SECONDS.toNanos(60);

    private final List<byte[]> requests;
    private final List<String> codes;
    private final Expected expected;
    private final double rate;
    private final Selector selector;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Histogram latencies = new Histogram(LONGEST_LATENCY, 3);
    private long measureFrom;
    private int next;
    private int underWay;
    private long wrong;
    private @Nullable String firstWrong;

    private Arrivals(Path requests, Expected expected, double rate, int port) throws IOException {
        String all = Files.readString(requests, StandardCharsets.US_ASCII);
        List<String> texts = List.of(all.split("\0"));
        this.requests = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
        this.codes = texts.stream().map(Expected::code).toList();
        this.expected = expected;
        this.rate = rate;
        this.selector = Selector.open();
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(Connection.open(port, selector));
        }
    }

    /** Arguments: port, requests a second, seconds, seconds of warm-up, file of requests, file of right answers. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        Arrivals arrivals = new Arrivals(
                Path.of(arguments[4]),
                Expected.load(arguments[5]),
                Double.parseDouble(arguments[1]),
                Integer.parseInt(arguments[0]));
        arrivals.run(Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]));
        System.out.println(arrivals.result());
    }

    private void run(double seconds, double warmup) throws IOException {
        long start = System.nanoTime();
        measureFrom = start + (long) (warmup * 1e9);
        long end = measureFrom + (long) (seconds * 1e9);
        ArrayDeque<Long> waiting = new ArrayDeque<>();
        long due = start;
        while (due < end || !waiting.isEmpty() || underWay > 0) {
            long now = System.nanoTime();
            if (now > end + PATIENCE) {
                break;
            }
            boolean busy = receive();
            while (due <= now && due < end) {
                waiting.add(due);
                due += gap();
            }
            busy |= send(waiting);
            if (!busy) {
                LockSupport.parkNanos(Math.clamp(due - now, SHORTEST_PARK, LONGEST_PARK));
            }
        }
        wrong += underWay + waiting.size();
    }

    private long gap() {
        return (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
    }

    private boolean send(ArrayDeque<Long> waiting) throws IOException {
        boolean sent = false;
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            idle.peek().send(requests.get(next), codes.get(next), waiting.poll());
            idle.poll();
            next = (next + 1) % requests.size();
            underWay++;
            sent = true;
        }
        return sent;
    }

    private boolean receive() throws IOException {
        if (selector.selectNow() == 0) {
            return false;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            Answer answer = connection.receive();
            if (answer != null) {
                record(connection, answer);
                idle.add(connection);
                underWay--;
            }
        }
        selector.selectedKeys().clear();
        return true;
    }

    private void record(Connection connection, Answer answer) {
        if (!expected.right(connection.code(), answer)) {
            wrong++;
            firstWrong = firstWrong == null ? connection.code() + " -> " + answer.describe() : firstWrong;
        }
        if (connection.due() >= measureFrom) {
            latencies.recordValue(Math.clamp(System.nanoTime() - connection.due(), 0, LONGEST_LATENCY));
        }
    }

    private String result() {
        return String.format(
                Locale.ROOT,
                "RESULT {\"answers\":%d,\"wrong\":%d,\"firstWrong\":\"%s\",\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,"
                        + "\"max\":%.1f}",
                latencies.getTotalCount(),
                wrong,
                firstWrong == null ? "" : firstWrong.replace("\\", "").replace("\"", ""),
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                latencies.getValueAtPercentile(99.9) / 1e3,
                latencies.getMaxValue() / 1e3);
    }
}
