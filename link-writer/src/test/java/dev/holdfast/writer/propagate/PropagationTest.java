package dev.holdfast.writer.propagate;

import static dev.holdfast.writer.TestDatabase.execute;
import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.cache.CachedLink.State;
import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.WriterFixture;
import dev.holdfast.writer.code.CodeKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A writer with a database and a Redis database of its own. */
class PropagationTest {
    private static TestDatabase database;
    private static String redisUrl;
    private static WriterFixture writer;
    private static ApiClient client;
    private static RedisProbe redis;

    @BeforeAll
    static void start() throws SQLException {
        database = new TestDatabase();
        redisUrl = TestBackends.shared().redisUrl() + "/7";
        writer = startWriter();
        client = writer.client();
        redis = new RedisProbe(redisUrl);
        awaitBeat();
    }

    private static WriterFixture startWriter() {
        return WriterFixture.start(Map.of("HOLDFAST_PRIMARY_JDBC", database.url(), "HOLDFAST_REDIS_URL", redisUrl));
    }

    @AfterAll
    static void stop() throws SQLException {
        redis.close();
        writer.close();
        database.close();
    }

    private static void awaitBeat() {
        Eventually.holds("a beat", () -> redis.text(CacheKeys.BEAT).isPresent());
    }

    private static void awaitPosition(Reply link) {
        String position = CacheKeys.position(version(link));
        Eventually.holds(
                "the position", () -> redis.text(CacheKeys.APPLIED).orElse("").compareTo(position) >= 0);
    }

    private static Reply create() {
        return client.post("/api/v1/links", "{\"target\": \"https://example.com/\"}");
    }

    private static CachedLink cached(Reply link) {
        return redis.link(link.text("code")).orElseThrow();
    }

    private static long version(Reply link) {
        return Long.parseLong(link.header("Consistency-Token"));
    }

    @Test
    void everyChangeIsInRedis() {
        Reply created = create();
        String code = created.text("code");
        Eventually.holds("the new link", () -> redis.link(code).isPresent());
        long id = version(created);
        assertThat(cached(created))
                .isEqualTo(new CachedLink(id, id, State.ACTIVE, 302, CachedLink.NEVER, "https://example.com/"));

        Reply changed = client.patch(
                "/api/v1/links/" + code, "{\"redirectStatus\": 308, \"expiresAt\": \"2999-01-01T00:00:00Z\"}");
        Eventually.holds("the change", () -> cached(created).version() == version(changed));
        assertThat(cached(created).redirectStatus()).isEqualTo(308);
        assertThat(cached(created).expiresAt()).isEqualTo(32472144000000L);

        Reply disabled = client.patch("/api/v1/links/" + code, "{\"disabled\": true}");
        Eventually.holds("the tombstone", () -> cached(created).version() == version(disabled));
        assertThat(cached(created).state()).isEqualTo(State.DISABLED);

        Reply deleted = client.delete("/api/v1/links/" + code);
        Eventually.holds("the last tombstone", () -> cached(created).version() == version(deleted));
        assertThat(cached(created).state()).isEqualTo(State.DELETED);
        Eventually.holds("the messages", () -> redis.published(code).size() == 3);
        assertThat(redis.published(code)).containsExactly(version(changed), version(disabled), version(deleted));
    }

    @Test
    void thePositionFollowsTheChanges() {
        awaitPosition(create());
    }

    /** The writer that committed it died before it could tell Redis. */
    @Test
    void theRelayBringsWhatItsWriterDidNot() throws SQLException {
        Reply link = create();
        try (Connection connection = database.connect()) {
            changeBehindTheBack(connection, version(link));
        }
        Eventually.holds("the change", () -> cached(link).target().equals("https://example.org/"));
        Eventually.holds("its message", () -> redis.published(link.text("code")).size() == 1);
    }

    private static void changeBehindTheBack(Connection connection, long id) throws SQLException {
        connection.setAutoCommit(false);
        long number = number(connection, "select draw_link_number()");
        execute(
                connection,
                "update link set version = %d, target = 'https://example.org/' where id = %d".formatted(number, id));
        execute(connection, "insert into link_change values (%d, %d, now())".formatted(number, id));
        connection.commit();
    }

    /** Nothing settles meanwhile, but what has been committed is not kept from readers. */
    @Test
    void anOpenTransactionHoldsUpThePositionOnly() throws SQLException {
        try (Connection open = database.connect();
                Connection other = database.connect()) {
            open.setAutoCommit(false);
            long number = number(open, "select draw_link_number()");
            Reply link = create();
            changeBehindTheBack(other, version(link));

            Eventually.holds("the change", () -> cached(link).target().equals("https://example.org/"));
            assertThat(redis.text(CacheKeys.APPLIED).orElseThrow()).isLessThan(CacheKeys.position(number));
        }
    }

    @Test
    void aRedisThatRestartedEmptyStartsOver() {
        redis.empty();
        awaitBeat();
        assertThat(redis.text(CacheKeys.APPLIED)).isPresent();
        assertThat(redis.text(CacheKeys.TIMELINE)).isPresent();
    }

    /** A promoted Redis replica that had not heard of the last changes. */
    @Test
    void aRedisThatLostTheLastChangesGetsThemAgain() {
        Reply before = create();
        Reply lost = create();
        awaitPosition(lost);

        redis.delete(CacheKeys.link(lost.text("code")), CacheKeys.BEAT);
        redis.set(CacheKeys.APPLIED, CacheKeys.position(version(before)));

        Eventually.holds("the lost link", () -> redis.link(lost.text("code")).isPresent());
        awaitBeat();
        assertThat(redis.link(before.text("code")))
                .as("nothing was thrown away")
                .isPresent();
    }

    /** One row in the outbox stands for all of it. */
    @Test
    void aRedisThatLostABatchGetsAllOfItAgain() throws SQLException {
        Reply before = create();
        List<String> codes = createBatch(300);
        Reply after = create();
        awaitPosition(after);
        assertThat(codes).allSatisfy(code -> assertThat(redis.link(code)).isPresent());
        try (Connection connection = database.connect()) {
            String rows = "select count(*) from link_change where version > %d and version < %d";
            assertThat(number(connection, rows.formatted(version(before), version(after))))
                    .isEqualTo(1);
        }

        redis.delete(codes.stream().map(CacheKeys::link).toArray(String[]::new));
        redis.delete(CacheKeys.BEAT);
        redis.set(CacheKeys.APPLIED, CacheKeys.position(version(before)));

        awaitBeat();
        assertThat(codes).allSatisfy(code -> assertThat(redis.link(code)).isPresent());
    }

    /** The relay was past the first of them, so it had brought all. */
    @Test
    void aPositionInTheMiddleOfABatchIsPastAllOfIt() {
        List<String> codes = createBatch(3);
        awaitPosition(create());
        long first = redis.link(codes.getFirst()).orElseThrow().version();

        redis.delete(CacheKeys.link(codes.getLast()), CacheKeys.BEAT);
        redis.set(CacheKeys.APPLIED, CacheKeys.position(first));

        awaitBeat();
        assertThat(redis.link(codes.getLast())).isEmpty();
    }

    private static List<String> createBatch(int links) {
        String link = "{\"target\": \"https://example.com/\"}";
        Reply reply = client.post(
                "/api/v1/links/batch", "{\"links\": [" + String.join(",", Collections.nCopies(links, link)) + "]}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return IntStream.range(0, links)
                .mapToObj(i -> reply.text("results/" + i + "/link/code"))
                .toList();
    }

    @Test
    void aRedisThatIsFurtherBehindThanTheOutboxStartsOver() throws SQLException {
        Reply old = create();
        awaitPosition(old);
        try (Connection connection = database.connect()) {
            execute(connection, "update link_change_floor set version = " + version(old));
        }
        redis.set(CacheKeys.APPLIED, CacheKeys.position(version(old) - 1));

        Eventually.holds("empty", () -> redis.link(old.text("code")).isEmpty());
        awaitBeat();
    }

    @Test
    void aRedisOfAnotherDatabaseStartsOver() {
        Reply link = create();
        awaitPosition(link);
        redis.set(CacheKeys.TIMELINE, "12345/99");
        redis.set(CacheKeys.APPLIED, CacheKeys.position(Long.MAX_VALUE));

        Eventually.holds("empty", () -> redis.link(link.text("code")).isEmpty());
        awaitBeat();
    }

    /** This primary was cut off; the one that others use now has written to Redis. */
    @Test
    void aCutOffPrimaryLeavesRedisAlone() {
        Reply link = create();
        awaitPosition(link);
        String timeline = redis.text(CacheKeys.TIMELINE).orElseThrow();
        String later = timeline.substring(0, timeline.indexOf('/')) + "/999";
        redis.set(CacheKeys.TIMELINE, later);
        redis.set(CacheKeys.APPLIED, CacheKeys.position(Long.MAX_VALUE));

        Eventually.holds("no beat", () -> redis.text(CacheKeys.BEAT).isEmpty());
        assertThat(redis.link(link.text("code"))).isPresent();

        redis.set(CacheKeys.TIMELINE, timeline);
        redis.delete(CacheKeys.APPLIED);
        awaitBeat();
    }

    @Test
    void anotherWriterTakesOver() {
        try (WriterFixture second = startWriter()) {
            WriterFixture first = writer;
            first.close();
            redis.delete(CacheKeys.BEAT);
            awaitBeat();
            Reply link = second.client().post("/api/v1/links", "{\"target\": \"https://example.com/\"}");
            assertThat(link.status()).isEqualTo(201);
        } finally {
            writer = startWriter();
            client = writer.client();
        }
        awaitBeat();
    }

    @Test
    void everyWriterKnowsTheSameCodes() {
        try (WriterFixture second = startWriter()) {
            assertThat(second.bean(CodeKeys.class).encode(42))
                    .isEqualTo(writer.bean(CodeKeys.class).encode(42));
        }
    }

    @Test
    void oldChangesLeaveTheOutbox() throws SQLException {
        long old = version(create());
        long kept = version(create());
        try (Connection connection = database.connect()) {
            Eventually.holds("settled", () -> number(connection, "select settled from heartbeat") >= kept);
            execute(connection, "update link_change set at = now() - interval '16 minutes' where version <= " + old);
            Outbox.trim(connection);

            assertThat(number(connection, "select version from link_change_floor"))
                    .isEqualTo(old);
            assertThat(number(connection, "select min(version) from link_change"))
                    .isGreaterThan(old);
        }
    }

    /** Below the floor nothing counts on being in the outbox: so it is above all that left. */
    @Test
    void theFloorIsAboveTheLastLinkOfABatchThatLeft() throws SQLException {
        createBatch(10);
        long kept = version(create());
        try (Connection connection = database.connect()) {
            Eventually.holds("settled", () -> number(connection, "select settled from heartbeat") >= kept);
            execute(connection, "update link_change set at = now() - interval '16 minutes' where version < " + kept);
            Outbox.trim(connection);

            assertThat(number(connection, "select version from link_change_floor"))
                    .isEqualTo(kept - 1);
        }
    }

    @Test
    void redisAwayIsNamedAndHurtsNobody() {
        TestBackends.shared().redis().stop();
        try {
            Eventually.holds("degraded", () -> health().contains("redis-down"));
            assertThat(writer.management().get("/health").status()).isEqualTo(200);
            assertThat(writer.management().get("/health/readiness").status()).isEqualTo(200);
            assertThat(create().status()).isEqualTo(201);
        } finally {
            TestBackends.shared().redis().start();
        }
        Eventually.holds("well", () -> health().contains("\"well\""));
        awaitBeat();
    }

    private static String health() {
        return writer.management().get("/health").body();
    }

    @Test
    void aFrozenRedisHurtsNobody() {
        TestBackends.shared().redis().pause();
        try {
            Eventually.holds("noticed", () -> health().contains("redis-down"));
            assertThat(create().status()).isEqualTo(201);
        } finally {
            TestBackends.shared().redis().resume();
        }
        awaitBeat();
        awaitPosition(create());
    }
}
