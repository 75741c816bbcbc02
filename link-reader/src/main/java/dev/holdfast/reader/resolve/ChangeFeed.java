package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.ChangeMessage;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscription to changes: what the writers change is in memory here a moment later. The client subscribes again
 * after a lost connection; a connection that answers no ping is replaced.
 */
@Context
final class ChangeFeed extends RedisPubSubAdapter<String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A connection that answers nothing for so long is replaced: behind it may be a host that is gone. */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(3);

    private final RedisHandle redis;
    private final LocalCache cache;
    private final Coverage coverage;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private volatile long lastAnswer = Ticks.now();

    ChangeFeed(RedisHandle redis, LocalCache cache, Coverage coverage) {
        this.redis = redis;
        this.cache = cache;
        this.coverage = coverage;
    }

    @PostConstruct
    void start() {
        Thread.ofVirtual().name("change-feed").start(this::follow);
    }

    private void follow() {
        try {
            do {
                check();
            } while (!stopped.await(CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() throws InterruptedException {
        StatefulRedisPubSubConnection<String, byte[]> current = connection;
        if (current == null) {
            subscribe();
        } else if (Ticks.now() - lastAnswer > Ticks.of(GIVE_UP_AFTER)) {
            connection = null;
            current.removeListener(this);
            current.closeAsync();
        } else {
            current.async().ping().thenRun(() -> lastAnswer = Ticks.now());
        }
    }

    private void subscribe() throws InterruptedException {
        try {
            StatefulRedisPubSubConnection<String, byte[]> fresh = redis.client()
                    .connectPubSubAsync(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE), redis.uri())
                    .toCompletableFuture()
                    .get(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            connection = fresh;
            lastAnswer = Ticks.now();
            fresh.addListener(this);
            fresh.async().subscribe(CacheKeys.CHANGES);
        } catch (ExecutionException | TimeoutException | RedisException e) {
            LOG.debug("no subscription to changes: {}", e.toString());
        }
    }

    @Override
    public void subscribed(String channel, long count) {
        coverage.subscribed(Ticks.now());
        lastAnswer = Ticks.now();
        LOG.info("subscribed to changes");
    }

    @Override
    public void message(String channel, byte[] message) {
        long now = Ticks.now();
        if (message.length == 0) {
            coverage.heard(now);
        } else {
            ChangeMessage.decode(message).ifPresent(change -> cache.apply(change.code(), change.link(), now));
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }
}
