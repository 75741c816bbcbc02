package dev.holdfast.bench.load;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers with the right ones while wrk runs, which itself only counts statuses: a hundred a second, too few
 * to disturb the figures.
 */
public final class Checker implements AutoCloseable {
    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int STRIDE = 61; // walks through the requests otherwise than wrk does
    private static final long END_SECONDS = 20;

    private final int port;
    private final List<String> requests;
    private final Expected expected;
    private final Thread thread;
    private volatile boolean ended;
    private volatile long checked;
    private volatile @Nullable String failure;

    private Checker(int port, List<String> requests, Expected expected) {
        this.port = port;
        this.requests = requests;
        this.expected = expected;
        this.thread = Thread.ofPlatform().name("checker").daemon().unstarted(this::run);
    }

    public static Checker start(int port, Path requests, Expected expected) {
        try {
            String all = Files.readString(requests, StandardCharsets.US_ASCII);
            Checker checker = new Checker(port, List.of(all.split("\0")), expected);
            checker.thread.start();
            return checker;
        } catch (IOException e) {
            throw new BenchException("cannot read " + requests + ": " + e.getMessage());
        }
    }

    private void run() {
        try (Selector selector = Selector.open();
                Connection connection = Connection.open(port, selector)) {
            for (int i = 0; !ended && failure == null; i = (i + STRIDE) % requests.size()) {
                check(selector, connection, requests.get(i));
                LockSupport.parkNanos(GAP);
            }
        } catch (IOException e) {
            failure = "the checked connection broke: " + e.getMessage();
        }
    }

    private void check(Selector selector, Connection connection, String request) throws IOException {
        String code = Expected.code(request);
        Answer answer = connection.ask(selector, request, code);
        if (expected.right(code, answer)) {
            checked++;
        } else {
            failure = "wrong answer for " + code + ": " + answer.describe();
        }
    }

    /** Ends it and fails when an answer was wrong; otherwise says how many were right. */
    public long stop() {
        close();
        String found = failure;
        if (found != null) {
            throw new BenchException(found);
        }
        return checked;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
