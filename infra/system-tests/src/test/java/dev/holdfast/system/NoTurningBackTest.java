package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Links change and disappear under fifty clients while the replica's replay stops and goes on at random and Redis dies
 * and comes back. Every answer is checked: a reader that has answered with one version never answers with an older one,
 * and a change is seen everywhere within ten seconds of its answer, the bound for a Redis in trouble.
 */
class NoTurningBackTest {
    private static final int LINKS = 40;
    private static final int READERS = 2;
    private static final long BOUND = Duration.ofSeconds(10).toNanos();
    private static final long GONE = Long.MAX_VALUE;

    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);
    private final Faults faults = new Faults(platform);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** Newest step that each reader has shown of each link. */
    private final AtomicLongArray shown = new AtomicLongArray(READERS * LINKS);

    /** Per link: what was answered to its writer, and when. Written by one thread a link. */
    private final List<Queue<Written>> written = new ArrayList<>();

    private record Written(long step, long at) {}

    @Test
    void noReaderTurnsBackAndEveryChangeArrives() throws Exception {
        platform.stack("up").orFail();
        List<String> codes = api.createBatch(java.util.stream.IntStream.range(0, LINKS)
                .mapToObj(i -> target(i, 0))
                .toList());
        codes.forEach(code -> written.add(new ConcurrentLinkedQueue<>()));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> work = new ArrayList<>();
            for (int client = 0; client < 50; client++) {
                int reader = client % READERS;
                work.add(threads.submit(() -> read(reader, codes)));
            }
            for (int writer = 0; writer < 4; writer++) {
                int first = writer;
                work.add(threads.submit(() -> write(first, codes)));
            }
            work.add(threads.submit(this::makeTrouble));
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofSeconds(60).toNanos());
            over.set(true);
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            over.set(true);
            platform.stack("up").orFail();
            faults.resumeReplay();
        }
        System.out.println(answers + " answers checked");
        Metrics.printReads(platform);
        assertThat(wrong).isEmpty();
        assertThat(answers.get()).isGreaterThan(1000);
    }

    private void read(int reader, List<String> codes) {
        while (!over.get()) {
            int link = ThreadLocalRandom.current().nextInt(LINKS);
            long floor = shown.get(reader * LINKS + link);
            long due = dueAt(link, System.nanoTime() - BOUND);
            Api.Answer answer = api.followAt(1 + reader, codes.get(link));
            answers.incrementAndGet();
            check(reader, link, answer, floor, due);
        }
    }

    private void check(int reader, int link, Api.Answer answer, long floor, long due) {
        if (answer.status() != 302 && answer.status() != 410) {
            wrong.add("link-reader-" + (reader + 1) + " answered " + answer.status() + " for link " + link);
            return;
        }
        long step = answer.status() == 410
                ? GONE
                : Long.parseLong(answer.header("Location").replaceAll(".*/", ""));
        if (step < floor) {
            wrong.add("link-reader-" + (reader + 1) + " turned back: link " + link + " from " + floor + " to " + step);
        }
        if (step < due) {
            wrong.add("link-reader-" + (reader + 1) + " is late: link " + link + " shows " + step + ", not " + due);
        }
        shown.accumulateAndGet(reader * LINKS + link, step, Math::max);
    }

    /** The newest step whose write was answered before this time. */
    private long dueAt(int link, long time) {
        long due = 0;
        for (Written each : written.get(link)) {
            if (each.at() - time < 0) {
                due = Math.max(due, each.step());
            }
        }
        return due;
    }

    private void write(int first, List<String> codes) {
        long[] steps = new long[LINKS];
        int deleted = 0;
        while (!over.get()) {
            int link = first + 4 * ThreadLocalRandom.current().nextInt(LINKS / 4);
            if (steps[link] == GONE) {
                continue;
            }
            boolean delete = deleted < 3 && ThreadLocalRandom.current().nextInt(100) == 0;
            deleted += delete ? 1 : 0;
            steps[link] = delete ? GONE : steps[link] + 1;
            Api.Answer answer = delete
                    ? api.call("DELETE", "/api/v1/links/" + codes.get(link), null)
                    : api.call(
                            "PATCH",
                            "/api/v1/links/" + codes.get(link),
                            Api.object("target", target(link, steps[link])));
            if (answer.status() != 200 && answer.status() != 204) {
                wrong.add("a write was answered " + answer.status() + ": "
                        + answer.response().body());
                return;
            }
            written.get(link).add(new Written(steps[link], System.nanoTime()));
        }
    }

    private void makeTrouble() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over.get()) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    faults.pauseReplay();
                    pause(random.nextInt(3000));
                    faults.resumeReplay();
                }
                case 1 -> {
                    faults.stack("kill", "redis");
                    pause(random.nextInt(2000));
                    faults.stack("start", "redis");
                }
                default -> pause(random.nextInt(3000));
            }
        }
    }

    private static void pause(int milliseconds) {
        java.util.concurrent.locks.LockSupport.parkNanos(
                Duration.ofMillis(milliseconds).toNanos());
    }

    private static String target(int link, long step) {
        return "https://example.com/" + link + "/" + step;
    }
}
