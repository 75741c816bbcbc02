package dev.holdfast.reader.faults;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.cache.ChangeMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;

/** Puts into Redis what a test wants there. */
final class RedisContents implements AutoCloseable {
    private final RedisClient client = RedisClient.create(TestBackends.shared().redisUrl());
    private final StatefulRedisConnection<String, byte[]> connection =
            client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));

    void put(String code, CachedLink link) {
        connection.sync().set(CacheKeys.link(code), link.encode());
    }

    /** Vouches for everything up to this number, for a minute. */
    void vouch(long position) {
        byte[] digits = CacheKeys.position(position).getBytes(StandardCharsets.US_ASCII);
        connection.sync().set(CacheKeys.APPLIED, digits);
        connection.sync().psetex(CacheKeys.BEAT, 60_000, digits);
    }

    /** Nobody vouches any more; the values and their position stay. */
    void stopVouching() {
        connection.sync().del(CacheKeys.BEAT);
    }

    void tell(String code, CachedLink link) {
        connection.sync().publish(CacheKeys.CHANGES, new ChangeMessage(code, link).encode());
    }

    void beat() {
        connection.sync().publish(CacheKeys.CHANGES, new byte[0]);
    }

    void empty() {
        connection.sync().flushall();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
