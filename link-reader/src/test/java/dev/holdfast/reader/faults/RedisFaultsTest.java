package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redirects go on whatever happens to Redis, and use it again by themselves. */
class RedisFaultsTest {
    private static final TestBackends BACKENDS = TestBackends.shared();

    private static ReaderUnderTest reader;
    private static Relay relay;

    @BeforeAll
    static void start() {
        // No memory of its own, so that every answer is somebody else's.
        reader = ReaderUnderTest.start(Map.of("HOLDFAST_L1_MEGABYTES", "0"));
        relay = new Relay();
        assertThat(Eventually.that(() -> reader.health().contains("\"states\":[]")))
                .isTrue();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        reader.close();
        relay.close();
    }

    private static List<String> links(int count) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(LinkRows.code(LinkRows.insert("", "https://example.com/" + i)));
        }
        LinkRows.awaitReplica();
        return codes;
    }

    private static Map<Integer, Integer> follow(List<String> codes) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        codes.forEach(code -> statuses.merge(reader.get("/" + code).statusCode(), 1, Integer::sum));
        return statuses;
    }

    private static double reads(String destination) {
        return Metric.value(reader, "holdfast_reads_total", "destination=\"" + destination + "\"");
    }

    @Test
    void aLinkIsAnsweredFromRedisWhileSomebodyVouchesForIt() {
        List<String> codes = links(20);
        assertThat(Eventually.that(() -> {
                    double before = reads("redis");
                    follow(codes);
                    return reads("redis") - before == 20;
                }))
                .isTrue();
    }

    @Test
    void frozenRedisIsSkippedAndUsedAgain() {
        List<String> codes = links(100);
        BACKENDS.redis().pause();
        try {
            assertThat(follow(codes)).containsExactly(Map.entry(302, 100));
            assertThat(reader.health()).contains("redis-down");
            assertThat(Metric.value(reader, "holdfast_state", "redis-down")).isEqualTo(1);
        } finally {
            BACKENDS.redis().resume();
        }
        assertUsedAgain(codes.getFirst());
    }

    @Test
    void killedRedisIsSkippedAndUsedAgain() {
        List<String> codes = links(100);
        BACKENDS.redis().kill();
        try {
            assertThat(follow(codes)).containsExactly(Map.entry(302, 100));
        } finally {
            BACKENDS.redis().start();
        }
        assertUsedAgain(codes.getFirst());
    }

    @Test
    void fullRedisIsStillRead() {
        List<String> codes = links(50);
        limitMemory("1mb");
        try {
            assertThat(follow(codes)).containsExactly(Map.entry(302, 50));
            assertThat(follow(links(50))).containsExactly(Map.entry(302, 50));
        } finally {
            limitMemory("0");
        }
        assertUsedAgain(codes.getFirst());
    }

    private static void assertUsedAgain(String code) {
        double before = reads("redis");
        assertThat(Eventually.that(() -> {
                    follow(List.of(code));
                    return reads("redis") > before;
                }))
                .isTrue();
    }

    private static void limitMemory(String bytes) {
        try (RedisClient client = RedisClient.create(BACKENDS.redisUrl());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().configSet("maxmemory", bytes);
        }
    }
}
