package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Kafka is away under load: redirects go on as if nothing were, and every click is counted once it is back. Away for
 * three minutes with {@code -Dholdfast.long=true}.
 */
class KafkaAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(Boolean.getBoolean("holdfast.long") ? 180 : 15);

    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);
    private final Faults faults = new Faults(platform);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    @Test
    void redirectsGoOnAndEveryClickIsCountedAfterwards() throws Exception {
        platform.stack("up").orFail();
        String code = api.create("https://example.com/kafka-away");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> loads = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            for (int client = 0; client < 4; client++) {
                loads.add(clients.submit(() -> {
                    try (Visitor visitor = api.visitor()) {
                        while (!over.get()) {
                            follow(visitor, code);
                        }
                    }
                }));
            }
            try {
                faults.stack("kill", "kafka");
                long until = System.nanoTime() + AWAY.toNanos();
                Api.eventually(() -> System.nanoTime() - until >= 0, passed -> passed, AWAY.plusSeconds(1));
                faults.stack("start", "kafka");
            } finally {
                over.set(true);
            }
            for (Future<?> load : loads) {
                load.get();
            }
        }
        assertThat(failures).isEmpty();
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "Kafka away: %d redirects, p50 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
        assertThat(Api.eventually(() -> clicks(code), total -> total >= sorted.length))
                .isEqualTo(sorted.length);
    }

    private void follow(Visitor visitor, String code) {
        long start = System.nanoTime();
        try {
            int status = visitor.follow(code).status();
            nanos.add(System.nanoTime() - start);
            if (status != 302) {
                failures.add("status " + status);
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private long clicks(String code) {
        return api.get("/api/v1/links/" + code + "/stats").json().path("total").asLong(-1);
    }
}
