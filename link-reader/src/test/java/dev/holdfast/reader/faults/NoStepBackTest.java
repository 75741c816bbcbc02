package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.Heartbeat;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A reader that has shown a version never shows an older one. No heartbeat here, so that a replica that stands still
 * does not look late, and no memory in front, so that every answer is somebody's.
 */
class NoStepBackTest {
    private static final TestBackends BACKENDS = TestBackends.shared();
    private static final String OLD = "https://example.com/old";
    private static final String NEW = "https://example.com/new";

    private RedisContents redis;
    private String code;

    @BeforeEach
    void aLinkChangesBehindTheReplicasBack() {
        LinkRows.prepare();
        redis = new RedisContents();
        redis.empty();
        code = "step-" + UUID.randomUUID();
        LinkRows.insert(code, OLD);
        LinkRows.awaitReplica();
    }

    @AfterEach
    void mend() {
        BACKENDS.postgresPrimary().resume();
        Heartbeat.resume();
        LinkRows.resumeReplay();
        redis.empty();
        redis.close();
    }

    private static Map<String, String> settings(boolean floor) {
        return Map.of("HOLDFAST_L1_MEGABYTES", "0", "holdfast.mechanisms.version-floor", Boolean.toString(floor));
    }

    /** The reader shows the new version, which it has from Redis; then Redis forgets. */
    private void shownFromRedis(ReaderUnderTest reader) {
        Heartbeat.stop();
        LinkRows.pauseReplay();
        long id = LinkRows.number("select id from link where alias = ?", code);
        long version = LinkRows.update(id, "target = '" + NEW + "'");
        redis.put(code, new CachedLink(id, version, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, NEW));
        redis.vouch(version);
        assertThat(Eventually.that(() -> target(reader).equals(NEW))).isTrue();
        redis.empty();
    }

    private String target(ReaderUnderTest reader) {
        return reader.get("/" + code).headers().firstValue("Location").orElse("none");
    }

    @Test
    void theReplicasOlderVersionIsNotShown() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(true))) {
            shownFromRedis(reader);
            assertThat(target(reader)).isEqualTo(NEW);
            assertThat(Metric.value(reader, "holdfast_reads_total", "reason=\"older\""))
                    .isPositive();
        }
    }

    @Test
    void withoutThePrimaryTooTheShownVersionIsKept() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(true))) {
            shownFromRedis(reader);
            BACKENDS.postgresPrimary().pause();
            assertThat(target(reader)).isEqualTo(NEW);
            assertThat(Metric.value(reader, "holdfast_reads_total", "reason=\"kept\""))
                    .isPositive();
        }
    }

    @Test
    void withoutTheFloorItIs() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(false))) {
            shownFromRedis(reader);
            assertThat(target(reader)).isEqualTo(OLD);
        }
    }

    @Test
    void whatWasOnlyToldOfIsAFloorToo() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(true))) {
            Heartbeat.stop();
            LinkRows.pauseReplay();
            long id = LinkRows.number("select id from link where alias = ?", code);
            long version = LinkRows.update(id, "target = '" + NEW + "'");
            CachedLink changed = new CachedLink(id, version, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, NEW);
            assertThat(Eventually.that(() -> {
                        redis.tell(code, changed);
                        return target(reader).equals(NEW);
                    }))
                    .isTrue();
        }
    }

    @Test
    void aRedisThatNobodyVouchesForIsTheLastResortAndNotOlderThanShown() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(true))) {
            shownFromRedis(reader);
            long id = LinkRows.number("select id from link where alias = ?", code);
            redis.put(code, new CachedLink(id, id, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, OLD));
            String other = "other-" + UUID.randomUUID();
            redis.put(other, new CachedLink(1, 1, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, OLD));
            BACKENDS.postgresPrimary().pause();
            assertThat(target(reader)).isEqualTo(NEW);
            assertThat(reader.get("/" + other).statusCode()).isEqualTo(302);
        }
    }
}
