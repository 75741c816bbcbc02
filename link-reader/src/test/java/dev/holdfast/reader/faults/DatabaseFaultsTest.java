package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reader whose databases go away, and come back. It is never restarted. */
class DatabaseFaultsTest {
    private static final TestBackends BACKENDS = TestBackends.shared();

    @BeforeAll
    static void migrate() {
        LinkRows.prepare();
    }

    @AfterEach
    void mend() {
        BACKENDS.postgresPrimary().start();
        BACKENDS.postgresReplica().start();
        BACKENDS.redis().start();
    }

    /** A balancer asks as soon as it can connect: by then a reader that was just started must know something. */
    @Test
    void aReaderThatStartsWhileDatabasesAreSilentTakesRequestsOnceOneAnswers() {
        String code = LinkRows.code(LinkRows.insert("", "https://example.com/"));
        BACKENDS.postgresPrimary().pause();
        BACKENDS.postgresReplica().pause();
        CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS).execute(() -> {
            BACKENDS.postgresPrimary().resume();
            BACKENDS.postgresReplica().resume();
        });
        try (ReaderUnderTest reader = ReaderUnderTest.startDegraded(Map.of())) {
            assertThat(reader.get("/" + code).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void aReplicaThatIsKilledAndComesBackAtAnOlderPositionHidesNothing() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            CompletableFuture<Void> fault = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 3; i++) {
                    BACKENDS.postgresReplica().kill();
                    BACKENDS.postgresReplica().start();
                }
            });
            List<String> wrong = new ArrayList<>();
            int asked = 0;
            do {
                String code = LinkRows.code(LinkRows.insert("", "https://example.com/"));
                int status = reader.get("/" + code).statusCode();
                if (status != 302) {
                    wrong.add(code + ": " + status);
                }
                asked++;
            } while (!fault.isDone() || asked < 100);
            fault.join();
            assertThat(wrong).isEmpty();
        }
    }

    /** With the primary gone the replica is all there is: whoever finds its places taken waits for one. */
    @Test
    void aBurstOfUnknownLinksIsAnsweredByTheReplicaAlone() throws InterruptedException {
        List<Long> ids = IntStream.range(0, 400)
                .mapToObj(i -> LinkRows.insert("", "https://example.com/"))
                .toList();
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            assertThat(Eventually.status(reader, "/" + LinkRows.code(ids.getLast()), 302))
                    .isTrue();
            BACKENDS.redis().kill();
            BACKENDS.postgresPrimary().kill();
            assertThat(Eventually.that(() -> reader.health().contains("\"down\":[\"primary\"]")))
                    .isTrue();
            List<Callable<Integer>> burst = ids.stream()
                    .<Callable<Integer>>map(
                            id -> () -> reader.get("/" + LinkRows.code(id)).statusCode())
                    .toList();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(clients.invokeAll(burst).stream().map(Future::resultNow))
                        .containsOnly(302);
            }
        }
    }

    @Test
    void withEveryPostgresDownWhatIsInMemoryOrRedisIsStillAnswered() {
        try (ReaderUnderTest reader = ReaderUnderTest.start();
                RedisContents redis = new RedisContents()) {
            long id = LinkRows.insert("", "https://example.com/in-memory");
            String inMemory = "/" + LinkRows.code(id);
            assertThat(reader.get(inMemory).statusCode()).isEqualTo(302);
            String inRedis = "redis-" + UUID.randomUUID();
            CachedLink link = new CachedLink(
                    id, id, CachedLink.State.ACTIVE, 307, CachedLink.NEVER, "https://example.com/in-redis");
            redis.put(inRedis, link);
            BACKENDS.postgresPrimary().kill();
            BACKENDS.postgresReplica().kill();
            assertThat(Eventually.that(() -> reader.health().contains("databases-down")))
                    .isTrue();
            assertThat(reader.management("/health/readiness").statusCode()).isEqualTo(200);
            assertThat(reader.get("/" + inRedis).statusCode()).isEqualTo(307);
            for (int i = 0; i < 100; i++) {
                assertThat(reader.get(inMemory).statusCode()).isEqualTo(302);
            }
            HttpResponse<String> unknown = reader.get("/never-heard-of-it");
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(unknown.headers().firstValue("Retry-After")).contains("1");
            BACKENDS.postgresPrimary().start();
            BACKENDS.postgresReplica().start();
            assertThat(Eventually.status(reader, "/never-heard-of-it", 404)).isTrue();
            assertThat(Eventually.that(() -> reader.health().contains("\"down\":[]")))
                    .isTrue();
            redis.empty();
        }
    }

    @Test
    void theEntriesInMemoryAreServedAfterTheirLifeWhileNobodyCanBeAsked() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            String code = "/" + LinkRows.code(LinkRows.insert("", "https://example.com/stale"));
            assertThat(reader.get(code).statusCode()).isEqualTo(302);
            BACKENDS.redis().kill();
            BACKENDS.postgresPrimary().kill();
            BACKENDS.postgresReplica().kill();
            assertThat(Eventually.that(() -> {
                        assertThat(reader.get(code).statusCode()).isEqualTo(302);
                        return Metric.value(reader, "holdfast_reads_total", "reason=\"stale\"") > 20;
                    }))
                    .isTrue();
        }
    }

    @Test
    void aReaderStartsColdWithRedisAndTheReplicaDown() {
        long id = LinkRows.insert("", "https://example.com/cold");
        BACKENDS.redis().kill();
        BACKENDS.postgresReplica().kill();
        try (ReaderUnderTest reader = ReaderUnderTest.startDegraded(Map.of())) {
            assertThat(Eventually.that(
                            () -> reader.management("/health/readiness").statusCode() == 200))
                    .isTrue();
            assertThat(reader.get("/" + LinkRows.code(id)).statusCode()).isEqualTo(302);
            assertThat(reader.health()).contains("redis-down").contains("replica-down");
        }
    }

    @Test
    void aSecondReplicaTakesOver() {
        Map<String, String> two =
                Map.of("HOLDFAST_REPLICA_JDBC", BACKENDS.replicaJdbc() + " \n " + BACKENDS.primaryJdbc());
        try (ReaderUnderTest reader = ReaderUnderTest.start(two)) {
            BACKENDS.postgresReplica().kill();
            for (int i = 0; i < 20; i++) {
                String code = LinkRows.code(LinkRows.insert("", "https://example.com/"));
                assertThat(reader.get("/" + code).statusCode()).isEqualTo(302);
            }
            assertThat(Metric.value(reader, "holdfast_reads_total", "destination=\"primary\""))
                    .isLessThan(2);
            assertThat(reader.health()).contains("\"down\":[\"replica-1\"]");
        }
    }

    @Test
    void withoutAReplicaThePrimaryServesAll() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(Map.of("HOLDFAST_REPLICA_JDBC", ""))) {
            String code = LinkRows.code(LinkRows.insert("", "https://example.com/"));
            assertThat(reader.get("/" + code).statusCode()).isEqualTo(302);
            assertThat(reader.get("/no-such-alias").statusCode()).isEqualTo(404);
        }
    }
}
