package dev.holdfast.reader.resolve;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The Redis client. Nothing connects here: who needs a connection asks for it in the background, so that a reader
 * starts without Redis. A {@code redis-sentinel://} URL makes every new connection ask the Sentinels for the master.
 */
@Singleton
final class RedisHandle {
    /** For commands that no one waits for; lookups have a tighter bound of their own. */
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(1);

    private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(250);
    /** Commands that a Redis which does not answer can make us keep. */
    private static final int MAX_WAITING = 10_000;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    RedisHandle(@Property(name = "holdfast.redis.url") String url) {
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(RECONNECT_AFTER))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        uri = RedisURI.create(url);
        uri.setTimeout(COMMAND_LIMIT);
        uri.setClientName("link-reader");
        client = RedisClient.create(resources);
        client.setOptions(options());
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
                .requestQueueSize(MAX_WAITING)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_LIMIT)
                        .keepAlive(true)
                        .build())
                .build();
    }

    RedisClient client() {
        return client;
    }

    RedisURI uri() {
        return uri;
    }

    @PreDestroy
    void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
