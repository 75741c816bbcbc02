package dev.holdfast.writer.propagate;

import dev.holdfast.writer.health.Dependency;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis, when there is one that answers. A thread of its own connects and pings, so nobody else ever
 * waits for a connection: whoever finds Redis away goes on without it.
 *
 * <p>A lost connection is replaced and not restored: what was sent on one connection went to one server in one life,
 * and {@link Relay} must notice when that changes.
 */
@Singleton
class RedisConnections implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);
    /** How long a command may take. A Redis that takes longer counts as away until it answers a ping again. */
    static final Duration ANSWER_WAIT = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(250);
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private final RedisURI uri;
    private final RedisClient client;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("redis-watch").unstarted(this::watch);
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile @Nullable SharedCache cache;
    private volatile boolean answers;

    RedisConnections(RedisClient client, DefaultRedisConfiguration configuration) {
        this.client = client;
        this.uri = configuration.getUri().orElseThrow();
        uri.setTimeout(ANSWER_WAIT);
        uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(ANSWER_WAIT));
        client.setOptions(options());
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .autoReconnect(false)
                .timeoutOptions(TimeoutOptions.enabled(ANSWER_WAIT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(ANSWER_WAIT)
                        .keepAlive(true)
                        .build())
                .build();
    }

    @EventListener
    void start(StartupEvent event) {
        thread.start();
    }

    /** A Redis that answered lately, the same object as long as it is the same connection; empty while it is away. */
    Optional<SharedCache> cache() {
        return answers ? Optional.ofNullable(cache) : Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return answers ? Optional.empty() : Optional.of("redis-down");
    }

    /** Changes then reach readers through the replicas only. */
    @Override
    public boolean isEssential() {
        return false;
    }

    /** Tells that a command was not answered: Redis counts as away until it answers a ping. */
    private void doubt(Throwable failure) {
        if (answers) {
            LOG.warn("Redis is away: {}", failure.toString());
        }
        answers = false;
    }

    private void watch() {
        while (stopped.getCount() > 0) {
            try {
                check();
            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                doubt(e);
                LOG.debug("Redis does not answer", e);
            } catch (InterruptedException _) {
                return;
            }
            await();
        }
    }

    private void check() throws InterruptedException, ExecutionException, TimeoutException {
        StatefulRedisConnection<String, byte[]> current = connected();
        if (isReplica(current.async().role())) {
            LOG.info("this Redis is a replica, looking for the master");
            drop();
        } else if (!answers) {
            LOG.info("Redis answers");
            answers = true;
        }
    }

    private StatefulRedisConnection<String, byte[]> connected()
            throws InterruptedException, ExecutionException, TimeoutException {
        if (connection != null && !connection.isOpen()) {
            drop();
        }
        if (connection == null) {
            connection = connect();
            cache = new SharedCache(connection.async(), this::doubt);
        }
        return connection;
    }

    private StatefulRedisConnection<String, byte[]> connect()
            throws InterruptedException, ExecutionException, TimeoutException {
        var connecting = client.connectAsync(CODEC, uri).toCompletableFuture();
        try {
            return connecting.get(2 * ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            connecting.thenAccept(StatefulRedisConnection::closeAsync);
            throw e;
        }
    }

    private void drop() {
        answers = false;
        cache = null;
        if (connection != null) {
            connection.closeAsync();
            connection = null;
        }
    }

    /** Asking for the role is the ping: after a failover the server that was the master says so. */
    private static boolean isReplica(RedisFuture<List<Object>> role)
            throws InterruptedException, ExecutionException, TimeoutException {
        Object first = role.get(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS).getFirst();
        return !(first instanceof byte[] name) || name[0] != 'm';
    }

    private void await() {
        try {
            boolean _ = stopped.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            stopped.countDown();
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        thread.interrupt();
        client.shutdownAsync(0, 100, TimeUnit.MILLISECONDS);
    }
}
