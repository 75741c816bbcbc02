package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Links change all the time while replay pauses and Redis dies at random: every answer of two readers is checked, one
 * of which keeps nothing in memory. {@code -Dholdfast.turn-back.seconds} makes it longer.
 */
class TurnBackTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("holdfast.turn-back.seconds", 20));
    /** After the last change, when Redis is not there to tell of it. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final int LINKS = 20;
    private static final int CLIENTS = 10;
    private static final String TARGET = "https://example.com/";

    private static Relay relay;

    @BeforeAll
    static void start() {
        LinkRows.prepare();
        relay = new Relay();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        relay.close();
    }

    /** What one reader has shown of a link. */
    private static final class Seen {
        final AtomicLong newest = new AtomicLong();
    }

    private record Watched(ReaderUnderTest reader, List<Seen> links) {}

    private final List<Long> ids = new ArrayList<>();
    private final List<AtomicLong> written = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void noAnswerIsOlderThanOneBeforeIt() throws Exception {
        for (int i = 0; i < LINKS; i++) {
            long id = LinkRows.insert("", TARGET + "0");
            ids.add(id);
            written.add(new AtomicLong(0));
        }
        LinkRows.awaitReplica();
        try (ReaderUnderTest first = ReaderUnderTest.start();
                ReaderUnderTest second = ReaderUnderTest.start(Map.of("HOLDFAST_L1_MEGABYTES", "0"));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Watched> readers = List.of(watched(first), watched(second));
            List<Future<?>> jobs = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Watched reader = readers.get(client % 2);
                jobs.add(threads.submit(() -> ask(reader)));
            }
            jobs.add(threads.submit(this::change));
            jobs.add(threads.submit(this::disturb));
            Deadline.in(TIME).await(over::get);
            over.set(true);
            for (Future<?> job : jobs) {
                job.get();
            }
            assertThat(wrong).isEmpty();
            for (Watched reader : readers) {
                assertThat(Deadline.in(BOUND).await(() -> shows(reader, written)))
                        .isTrue();
            }
        }
    }

    private static Watched watched(ReaderUnderTest reader) {
        List<Seen> links = new ArrayList<>();
        for (int i = 0; i < LINKS; i++) {
            links.add(new Seen());
        }
        return new Watched(reader, links);
    }

    private void ask(Watched reader) {
        Random random = new Random();
        while (!over.get()) {
            int link = random.nextInt(LINKS);
            Seen seen = reader.links().get(link);
            long before = seen.newest.get();
            long shown = shown(reader.reader(), link);
            if (shown < before) {
                wrong.add("link " + link + ": " + shown + " after " + before);
            }
            seen.newest.accumulateAndGet(shown, Math::max);
        }
    }

    /** The version that the reader shows. */
    private long shown(ReaderUnderTest reader, int link) {
        HttpResponse<String> answer = reader.get("/" + LinkRows.code(ids.get(link)));
        if (answer.statusCode() != 302) {
            wrong.add("link " + link + ": " + answer.statusCode());
            return Long.MAX_VALUE;
        }
        return Long.parseLong(
                answer.headers().firstValue("Location").orElseThrow().substring(TARGET.length()));
    }

    private void change() {
        Random random = new Random();
        while (!over.get()) {
            int link = random.nextInt(LINKS);
            long version = LinkRows.update(ids.get(link), "target = '" + TARGET + "' || n.version");
            written.get(link).set(version);
            pause(random.nextInt(20));
        }
    }

    private void disturb() {
        Random random = new Random();
        TestBackends backends = TestBackends.shared();
        while (!over.get()) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    LinkRows.pauseReplay();
                    pause(random.nextInt(3000));
                    LinkRows.resumeReplay();
                }
                case 1 -> {
                    backends.redis().kill();
                    pause(random.nextInt(3000));
                    backends.redis().start();
                }
                case 2 -> {
                    LinkRows.pauseReplay();
                    backends.redis().kill();
                    pause(random.nextInt(6000));
                    backends.redis().start();
                    LinkRows.resumeReplay();
                }
                default -> pause(random.nextInt(2000));
            }
        }
    }

    private void pause(int millis) {
        Deadline.in(Duration.ofMillis(millis)).await(over::get);
    }

    private boolean shows(Watched reader, List<AtomicLong> versions) {
        for (int link = 0; link < LINKS; link++) {
            if (shown(reader.reader(), link) != versions.get(link).get()) {
                return false;
            }
        }
        return true;
    }
}
