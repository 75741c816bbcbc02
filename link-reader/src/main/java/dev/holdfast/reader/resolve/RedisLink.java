package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.reader.routing.Dependency;
import dev.holdfast.reader.routing.Mechanisms;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis, and its circuit breaker: some failures in a row, or one failed probe, and nobody asks Redis
 * any more until a probe is answered. The probes are this class's own, several a second, so no request is ever spent on
 * finding out. Safe for use by several threads.
 */
@Context
final class RedisLink implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration PROBE_EVERY = Duration.ofMillis(250);
    private static final Duration PROBE_LIMIT = Duration.ofMillis(200);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A connection that answered nothing for so long is given up: behind it may be a host that is gone. */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(3);

    private static final int MAX_FAILURES = 3;

    private final RedisHandle redis;
    private final boolean breaks;
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile boolean usable;
    private volatile boolean vouchedFor;
    private long lastAnswer = Ticks.now();

    RedisLink(RedisHandle redis, Mechanisms mechanisms) {
        this.redis = redis;
        this.breaks = mechanisms.redisBreaker();
    }

    @PostConstruct
    void start() {
        Thread.ofVirtual().name("redis-probe").start(this::follow);
    }

    /** The commands, or null while Redis is better left alone. */
    @Nullable RedisAsyncCommands<String, byte[]> commands() {
        StatefulRedisConnection<String, byte[]> current = connection;
        return current != null && (usable || !breaks) ? current.async() : null;
    }

    /** To be told how each lookup went. */
    void report(@Nullable Throwable failure) {
        if (failure == null) {
            failures.setRelease(0);
        } else if (failures.incrementAndGet() >= MAX_FAILURES) {
            lost(failure);
        }
    }

    private void follow() {
        try {
            while (!stopped.await(PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                probe();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() throws InterruptedException {
        try {
            StatefulRedisConnection<String, byte[]> current = connection;
            if (current == null) {
                current = connect();
                connection = current;
            }
            CompletableFuture<byte[]> answer =
                    current.async().get(CacheKeys.BEAT).toCompletableFuture();
            vouchedFor = answer.get(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS) != null;
            answered();
        } catch (ExecutionException | TimeoutException | RedisException e) {
            lost(e);
            giveUpWhenOld();
        }
    }

    private StatefulRedisConnection<String, byte[]> connect()
            throws InterruptedException, ExecutionException, TimeoutException {
        return redis.client()
                .connectAsync(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE), redis.uri())
                .toCompletableFuture()
                .get(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answered() {
        lastAnswer = Ticks.now();
        failures.set(0);
        if (!usable) {
            usable = true;
            LOG.info("redis answers");
        }
    }

    private void lost(Throwable cause) {
        if (usable) {
            usable = false;
            LOG.warn("redis does not answer: {}", cause.toString());
        }
    }

    private void giveUpWhenOld() {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current != null && Ticks.now() - lastAnswer > Ticks.of(GIVE_UP_AFTER)) {
            connection = null;
            lastAnswer = Ticks.now();
            current.closeAsync();
        }
    }

    @Override
    public List<String> states() {
        if (!usable) {
            return List.of("redis-down");
        }
        return vouchedFor ? List.of() : List.of("redis-behind");
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }
}
