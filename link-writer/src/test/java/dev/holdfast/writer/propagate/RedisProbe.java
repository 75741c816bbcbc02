package dev.holdfast.writer.propagate;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.cache.ChangeMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks into Redis as a reader does. */
final class RedisProbe implements AutoCloseable {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private final RedisClient client;
    private final RedisCommands<String, byte[]> commands;
    private final List<ChangeMessage> messages = new CopyOnWriteArrayList<>();

    RedisProbe(String url) {
        client = RedisClient.create(url);
        commands = client.connect(CODEC).sync();
        var subscription = client.connectPubSub(CODEC);
        subscription.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                ChangeMessage.decode(message).ifPresent(messages::add);
            }
        });
        subscription.sync().subscribe(CacheKeys.CHANGES);
    }

    Optional<CachedLink> link(String code) {
        return Optional.ofNullable(commands.get(CacheKeys.link(code))).flatMap(CachedLink::decode);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(commands.get(key)).map(value -> new String(value, StandardCharsets.US_ASCII));
    }

    /** Seconds until the link's value expires; negative when it never does, or is not there. */
    long life(String code) {
        return commands.ttl(CacheKeys.link(code));
    }

    void set(String key, String value) {
        commands.set(key, value.getBytes(StandardCharsets.US_ASCII));
    }

    void delete(String... keys) {
        commands.del(keys);
    }

    void empty() {
        commands.flushdb();
    }

    /** The versions of this link that were published, in order. */
    List<Long> published(String code) {
        return messages.stream()
                .filter(message -> message.code().equals(code))
                .map(message -> message.link().version())
                .toList();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
