package dev.holdfast.writer.propagate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CachedLink;
import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts leave in a Redis database of their own. */
class SharedCacheTest {
    private static final String URL = TestBackends.shared().redisUrl() + "/12";

    private RedisClient client;
    private RedisProbe redis;
    private SharedCache cache;

    @BeforeEach
    void connect() {
        client = RedisClient.create(URL);
        redis = new RedisProbe(URL);
        redis.empty();
        cache = new SharedCache(client.connect(RedisConnections.CODEC).async(), failure -> {});
    }

    @AfterEach
    void close() {
        redis.close();
        client.shutdown();
    }

    private static Change change(long id, long version) {
        return Change.of("code-" + id, id, version, false, false, 302, null, "https://example.com/" + version);
    }

    private static List<Change> created(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(id -> change(id, id))
                .toList();
    }

    private long version(long id) {
        return redis.link("code-" + id).map(CachedLink::version).orElse(0L);
    }

    @Test
    void bringsAllOfManyLinks() {
        cache.setIfNewer(created(1, 250)).join();

        for (long id = 1; id <= 250; id++) {
            assertThat(redis.link("code-" + id)).contains(change(id, id).link());
            assertThat(redis.life("code-" + id)).isPositive();
            assertThat(redis.published("code-" + id)).isEmpty();
        }
    }

    @Test
    void bringsCreatedAndChangedLinksTogether() {
        cache.setIfNewer(List.of(change(1, 1), change(2, 7), change(3, 3))).join();

        assertThat(LongStream.of(1, 2, 3).map(this::version)).containsExactly(1L, 7L, 3L);
        assertThat(redis.published("code-2")).containsExactly(7L);
    }

    /** A write-through that comes late. */
    @Test
    void neverPutsACreatedLinkOverItsChange() {
        cache.setIfNewer(List.of(change(2, 9))).join();
        cache.setIfNewer(created(1, 3)).join();

        assertThat(LongStream.of(1, 2, 3).map(this::version)).containsExactly(1L, 9L, 3L);
    }

    /** A newer version may have been there and been evicted. */
    @Test
    void leavesOutWhatTheRelayIsPast() {
        redis.set(CacheKeys.APPLIED, CacheKeys.position(2));
        cache.setIfNewer(created(1, 4)).join();

        assertThat(LongStream.of(1, 2, 3, 4).map(this::version)).containsExactly(0L, 0L, 3L, 4L);
    }
}
