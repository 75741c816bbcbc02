package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every click is counted exactly once while readers and workers are killed, Kafka stops and the primary restarts. With
 * {@code -Dholdfast.long=true} at full size: 200,000 clicks, 20 kills.
 */
class ExactCountsTest {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");
    private static final int CLICKS = LONG ? 200_000 : 40_000;
    private static final int KILLS = LONG ? 20 : 5;
    private static final int LINKS = 500;
    private static final int CLIENTS = 16;
    /** Of one client: a thousand clicks a second in all, so that the backlog stays about as large as CLICKS says. */
    private static final long PAUSE_NANOS = CLIENTS * 1_000_000L;

    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);
    private final Faults faults = new Faults(platform);

    /** Redirects answered, per link. */
    private final AtomicIntegerArray answered = new AtomicIntegerArray(LINKS);
    /** Requests that ended without an answer, or with another one: their click may be counted or not. */
    private final AtomicIntegerArray unsure = new AtomicIntegerArray(LINKS);

    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void everyAnsweredRedirectIsCountedOnce() throws Exception {
        platform.stack("up").orFail();
        List<String> codes = api.createBatch(IntStream.range(0, LINKS)
                .mapToObj(i -> "https://example.com/counted/" + i)
                .toList());
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> trouble = threads.submit(this::makeTrouble);
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(threads.submit(() -> click(codes, trouble)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
            trouble.get();
        } finally {
            platform.stack("up").orFail();
        }
        System.out.printf("%d clicks, of which %d without an answer%n", total(answered) + total(unsure), total(unsure));
        long start = System.nanoTime();
        Api.eventually(() -> tooFew(codes), List::isEmpty, Duration.ofMinutes(5));
        System.out.printf("counted within %d s%n", (System.nanoTime() - start) / 1_000_000_000);
        assertThat(wrong(codes)).isEmpty();
    }

    /** Links that have fewer clicks than redirects were answered, the first of them only: one question is enough. */
    private List<String> tooFew(List<String> codes) {
        return IntStream.range(0, LINKS)
                .filter(link -> counted(codes.get(link)) < answered.get(link))
                .limit(1)
                .mapToObj(codes::get)
                .toList();
    }

    private List<String> wrong(List<String> codes) {
        List<String> wrong = new ArrayList<>();
        for (int link = 0; link < LINKS; link++) {
            long counted = counted(codes.get(link));
            int least = answered.get(link);
            if (counted < least || counted > least + unsure.get(link)) {
                wrong.add("link %d: %d counted, %d answered, %d without an answer"
                        .formatted(link, counted, least, unsure.get(link)));
            }
        }
        return wrong;
    }

    /** Until all are sent and all the trouble is over: one link takes half of the clicks. */
    private void click(List<String> codes, Future<?> trouble) {
        try (Visitor visitor = api.visitor()) {
            while (sent.incrementAndGet() <= CLICKS || !trouble.isDone()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                ThreadLocalRandom random = ThreadLocalRandom.current();
                int link = random.nextBoolean() ? 0 : random.nextInt(LINKS);
                (follow(visitor, codes.get(link)) == 302 ? answered : unsure).incrementAndGet(link);
            }
        }
    }

    private static int follow(Visitor visitor, String code) {
        try {
            return visitor.follow(code).status();
        } catch (IOException _) {
            return -1;
        }
    }

    private void makeTrouble() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int kill = 0; kill < KILLS; kill++) {
            String part = random.nextBoolean() ? "link-reader-" + (1 + random.nextInt(2)) : "click-worker-1";
            restart("kill", part);
            if (kill == KILLS / 3 || kill == KILLS * 2 / 3) {
                restart("stop", "kafka");
            }
            if (kill == KILLS / 2) {
                restart("stop", "postgres-primary");
            }
        }
    }

    private void restart(String how, String part) {
        faults.stack(how, part);
        faults.stack("start", part);
    }

    private long counted(String code) {
        return api.get("/api/v1/links/" + code + "/stats").json().path("total").asLong(-1);
    }

    private static int total(AtomicIntegerArray numbers) {
        return IntStream.range(0, numbers.length()).map(numbers::get).sum();
    }
}
