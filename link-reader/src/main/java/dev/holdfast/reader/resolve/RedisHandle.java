package dev.holdfast.reader.resolve;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The Redis client. Nothing connects here: who needs a connection asks for it in the background, so that a reader
 * starts without Redis. A {@code redis-sentinel://} URL makes every new connection ask the Sentinels for the master.
 */
@Singleton
final class RedisHandle {
    /** For commands that no one waits for; lookups have a tighter bound of their own. */
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(1);

    private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);
    /** Commands that a Redis which does not answer can make us keep. */
    private static final int MAX_WAITING = 10_000;

    private final RedisClient client;
    private final RedisURI uri;

    RedisHandle(RedisClient client, DefaultRedisConfiguration configuration) {
        this.client = client;
        uri = configuration.getUri().orElseThrow();
        uri.setTimeout(COMMAND_LIMIT);
        uri.setClientName("link-reader");
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
    }
}
