package dev.holdfast.reader.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.ReaderUnderTest;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Drill primary-partition, 2026-11-20: in the burst after the failover two searches took longer than anybody waits, and
 * were answered 503, whatever Redis had said.
 */
class LateSearchTest {
    @Test
    void isAnsweredWithWhatRedisKnewAlthoughNobodyVouchesForIt() throws Exception {
        String code = "late-" + UUID.randomUUID();
        CachedLink link =
                new CachedLink(7, 7, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, "https://example.com/late");
        CountDownLatch answered = new CountDownLatch(1);
        try (ReaderUnderTest reader = ReaderUnderTest.start();
                ExecutorService busy = Executors.newSingleThreadExecutor();
                AutoCloseable _ = answered::countDown) {
            busy.execute(() -> awaitUninterruptibly(answered));
            put(reader.bean(RedisHandle.class), code, link);
            LinkResolver resolver = new LinkResolver(
                    reader.bean(LocalCache.class),
                    reader.bean(Coverage.class),
                    reader.bean(Flights.class),
                    reader.bean(RedisLinks.class),
                    reader.bean(SearchTools.class),
                    busy);
            assertThat(resolver.resolve(code))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(new Resolution.Found(link));
        }
    }

    private static void put(RedisHandle redis, String code, CachedLink link) {
        try (var connection =
                redis.client().connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE), redis.uri())) {
            connection.sync().set(CacheKeys.link(code), link.encode());
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
