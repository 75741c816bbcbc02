package dev.holdfast.bench.load;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Makes each of some requests once, and checks the answers. */
public final class Walk {
    private static final int CONNECTIONS = 8;

    private final int port;
    private final List<String> requests;
    private final Expected expected;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    private Walk(int port, List<String> requests, Expected expected) {
        this.port = port;
        this.requests = requests;
        this.expected = expected;
    }

    public static void through(int port, Path requests, Expected expected) {
        try {
            String all = Files.readString(requests, StandardCharsets.US_ASCII);
            new Walk(port, List.of(all.split("\0")), expected).run();
        } catch (IOException e) {
            throw new BenchException("cannot read " + requests + ": " + e.getMessage());
        }
    }

    private void run() {
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().start(this::walk))
                .limit(CONNECTIONS)
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!failure.get().isEmpty()) {
            throw new BenchException(failure.get());
        }
    }

    private void walk() {
        try (Selector selector = Selector.open();
                Connection connection = Connection.open(port, selector)) {
            for (int i = next.getAndIncrement();
                    i < requests.size() && failure.get().isEmpty();
                    i = next.getAndIncrement()) {
                String code = Expected.code(requests.get(i));
                Answer answer = connection.ask(selector, requests.get(i), code);
                if (!expected.right(code, answer)) {
                    failure.set("wrong answer for " + code + ": " + answer.describe());
                }
            }
        } catch (IOException e) {
            failure.set("a connection broke: " + e.getMessage());
        }
    }
}
