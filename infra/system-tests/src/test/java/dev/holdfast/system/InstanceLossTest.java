package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Instances come and go while traffic runs; nobody outside notices. */
class InstanceLossTest {
    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);

    @Test
    void killingAReaderFailsNoRedirect() throws Exception {
        assertThat(failuresWhile(() -> {
                    platform.stack("kill", "link-reader-1").orFail();
                    platform.stack("start", "link-reader-1").orFail();
                }))
                .isEmpty();
    }

    @Test
    void scalingReadersUpAndDownFailsNoRedirect() throws Exception {
        assertThat(failuresWhile(() -> {
                    platform.stack("scale", "link-reader", "3").orFail();
                    platform.stack("scale", "link-reader", "2").orFail();
                }))
                .isEmpty();
    }

    private Queue<String> failuresWhile(Runnable disturbance) throws Exception {
        List<String> codes = api.createBatch(List.of("https://example.com/1", "https://example.com/2"));
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong answered = new AtomicLong();
        List<Future<?>> loads = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int client = 0; client < 8; client++) {
                String code = codes.get(client % 2);
                loads.add(clients.submit(() -> {
                    while (!over.get()) {
                        follow(code, failures);
                        answered.incrementAndGet();
                    }
                }));
            }
            try {
                disturbance.run();
            } finally {
                over.set(true);
            }
            for (Future<?> load : loads) {
                load.get();
            }
        }
        System.out.println(answered + " redirects answered meanwhile");
        assertThat(answered.get()).isPositive();
        return failures;
    }

    private void follow(String code, Queue<String> failures) {
        try {
            Api.Answer answer = api.follow(code);
            if (answer.status() != 302) {
                failures.add(answer.status() + ": " + answer.response().body());
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }
}
