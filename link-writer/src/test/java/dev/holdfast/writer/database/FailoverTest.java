package dev.holdfast.writer.database;

import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.WriterFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that go on writing while the primary crashes or changes. */
class FailoverTest {
    private static final TestBackends BACKENDS = TestBackends.shared();
    private static final int CLIENTS = 8;

    private TestDatabase database;
    private WriterFixture writer;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        String replica = BACKENDS.replicaJdbc().replaceFirst(".*//([^/]*)/.*", "$1");
        writer = WriterFixture.start(Map.of(
                "HOLDFAST_PRIMARY_JDBC",
                database.url().replaceFirst("//([^/]*)/", "//$1," + replica + "/"),
                "HOLDFAST_REDIS_URL",
                BACKENDS.redisUrl() + "/9"));
    }

    @AfterEach
    void stop() throws SQLException {
        writer.close();
        database.close();
    }

    @Test
    void noAnsweredWriteIsLostOrDoneTwiceWhenThePrimaryCrashes() throws Exception {
        List<Reply> answered = writeDuring(() -> {
            BACKENDS.postgresPrimary().kill();
            BACKENDS.postgresPrimary().start();
        });
        assertAllThereOnce(answered);
    }

    @Test
    void aPromotedServerTakesOverWithoutARestart() throws Exception {
        long before = Long.parseLong(create("before").text("version"));
        try {
            List<Reply> answered = writeDuring(BACKENDS::promote);
            assertAllThereOnce(answered);

            long after = Long.parseLong(create("after").text("version"));
            assertThat(after).as("no number twice").isGreaterThan(before + 1_000_000);
            Eventually.holds("the heartbeat goes on", () -> query("select settled from heartbeat") >= after);
            assertThat(writer.management().get("/health/readiness").status()).isEqualTo(200);
        } finally {
            BACKENDS.postgresPrimary().start();
            BACKENDS.promote();
            BACKENDS.postgresReplica().start();
        }
        assertThat(create("back").status()).isEqualTo(201);
    }

    private long query(String sql) throws SQLException {
        try (Connection connection = writer.bean(DataSource.class).getConnection()) {
            return number(connection, sql);
        }
    }

    private Reply create(String title) {
        return writer.client()
                .post("/api/v1/links", "{\"target\": \"https://example.com/\", \"title\": \"" + title + "\"}");
    }

    /** The answers to all that was written before, during and after. */
    private List<Reply> writeDuring(Runnable event) throws Exception {
        Queue<Reply> answered = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> writeUntil(done, answered)))
                    .toList();
            Eventually.holds("writes", () -> answered.size() > 100);
            event.run();
            int then = answered.size();
            Eventually.holds("writes again", () -> answered.size() > then + 100);
            done.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
        }
        return List.copyOf(answered);
    }

    /** A client that repeats what was not answered, with the same key and the same alias. */
    private void writeUntil(AtomicBoolean done, Queue<Reply> answered) {
        ApiClient client = writer.client();
        while (!done.get()) {
            String alias = "f-" + UUID.randomUUID();
            String body = "{\"target\": \"https://example.com/\", \"alias\": \"" + alias + "\"}";
            Reply reply = client.post("/api/v1/links", body, "Idempotency-Key", alias);
            while (reply.status() == 503) {
                reply = client.post("/api/v1/links", body, "Idempotency-Key", alias);
            }
            assertThat(reply.status()).as(reply.body()).isIn(200, 201);
            answered.add(reply);
        }
    }

    private void assertAllThereOnce(List<Reply> answered) throws SQLException {
        String versions = answered.stream()
                .map(reply -> reply.text("version"))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        assertThat(query("select count(*) from link where id in (" + versions + ")"))
                .isEqualTo(answered.size());
        assertThat(query("select count(*) from link where alias like 'f-%'")).isEqualTo(answered.size());
    }
}
