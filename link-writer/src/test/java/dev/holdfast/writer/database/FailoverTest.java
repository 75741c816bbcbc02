package dev.holdfast.writer.database;

import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.WriterFixture;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that go on writing while the primary crashes or changes. */
class FailoverTest {
    private static final TestBackends BACKENDS = TestBackends.shared();
    private static final int PATIENT_CLIENTS = 8;
    /** Far more than transactions at a time: their links share them. */
    private static final int CARELESS_CLIENTS = 32;

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
        Written written = writeDuring(() -> {
            BACKENDS.postgresPrimary().kill();
            BACKENDS.postgresPrimary().start();
        });
        assertAllThereOnce(written);
    }

    @Test
    void aPromotedServerTakesOverWithoutARestart() throws Exception {
        long before = Long.parseLong(create("before").text("version"));
        try {
            assertAllThereOnce(writeDuring(BACKENDS::promote));

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

    /** What clients did before, during and after. */
    private static final class Written {
        /** Answers with a link, from clients that asked until they had one. */
        final Queue<Reply> patient = new ConcurrentLinkedQueue<>();
        /** First and only answers, by the link's title. */
        final Map<String, Reply> careless = new ConcurrentHashMap<>();

        private boolean isBeyond(int patientBefore, int carelessBefore) {
            return patient.size() > patientBefore + 100 && careless.size() > carelessBefore + 1_000;
        }
    }

    private Written writeDuring(Runnable event) throws Exception {
        Written written = new Written();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < PATIENT_CLIENTS; i++) {
                clients.add(threads.submit(() -> writeUntil(done, written.patient)));
            }
            for (int i = 0; i < CARELESS_CLIENTS; i++) {
                clients.add(threads.submit(() -> createUntil(done, written.careless)));
            }
            Eventually.holds("writes", () -> written.isBeyond(0, 0));
            event.run();
            int patient = written.patient.size();
            int careless = written.careless.size();
            Eventually.holds("writes again", () -> written.isBeyond(patient, careless));
            done.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
        }
        return written;
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

    /** A client without keys and aliases, whose links are gathered; it repeats nothing. */
    private void createUntil(AtomicBoolean done, Map<String, Reply> answered) {
        while (!done.get()) {
            String title = "g-" + UUID.randomUUID();
            Reply reply = create(title);
            assertThat(reply.status()).as(reply.body()).isIn(201, 503);
            answered.put(title, reply);
        }
    }

    private void assertAllThereOnce(Written written) throws SQLException {
        String versions =
                written.patient.stream().map(reply -> reply.text("version")).collect(Collectors.joining(","));
        assertThat(query("select count(*) from link where id in (" + versions + ")"))
                .isEqualTo(written.patient.size());
        assertThat(query("select count(*) from link where alias like 'f-%'")).isEqualTo(written.patient.size());

        Map<String, List<Long>> stored = gatheredLinks();
        written.careless.forEach((title, reply) -> assertAsAnswered(reply, stored.getOrDefault(title, List.of())));
        DistributionSummary together =
                writer.bean(MeterRegistry.class).get("holdfast.create.gathered").summary();
        assertThat(together.totalAmount()).as("links, in fewer transactions").isGreaterThan(together.count());
    }

    /** What was answered is so, and nothing was done twice. */
    private static void assertAsAnswered(Reply reply, List<Long> stored) {
        if (reply.status() == 201) {
            assertThat(stored).as(reply.body()).containsExactly(Long.valueOf(reply.text("version")));
        } else if (reply.text("detail").contains("Nothing was changed")) {
            assertThat(stored).as(reply.body()).isEmpty();
        } else {
            assertThat(stored).as(reply.body()).hasSizeLessThan(2);
        }
    }

    /** The numbers of all links with this title, by title. */
    private Map<String, List<Long>> gatheredLinks() throws SQLException {
        Map<String, List<Long>> links = new HashMap<>();
        try (Connection connection = writer.bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select title, id from link where title like 'g-%'")) {
            while (rows.next()) {
                links.computeIfAbsent(rows.getString(1), title -> new ArrayList<>())
                        .add(rows.getLong(2));
            }
        }
        return links;
    }
}
