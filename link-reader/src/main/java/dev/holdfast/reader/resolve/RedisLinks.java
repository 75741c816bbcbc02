package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CacheScripts;
import dev.holdfast.model.cache.CachedLink;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Links in Redis. Safe for use by several threads; never blocks. */
@Singleton
final class RedisLinks {
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final String FILL_DIGEST = sha1(CacheScripts.FILL);

    private final RedisLink redis;
    private final Counter failures;
    private final Counter refused;

    RedisLinks(RedisLink redis, MeterRegistry metrics) {
        this.redis = redis;
        this.failures = Counter.builder("holdfast.redis.failures")
                .description("Lookups in Redis that failed or took over 50 ms")
                .register(metrics);
        this.refused = Counter.builder("holdfast.redis.fill.failures")
                .description("Links that Redis did not take, as when it is full")
                .register(metrics);
    }

    /** Asks for a link and for who vouches for it, in one round trip. Never fails: no answer is an answer too. */
    CompletableFuture<RedisReading> find(String code) {
        RedisAsyncCommands<String, byte[]> commands = redis.commands();
        if (commands == null) {
            return CompletableFuture.completedFuture(RedisReading.NOTHING);
        }
        return commands.mget(CacheKeys.link(code), CacheKeys.BEAT, CacheKeys.APPLIED)
                .toCompletableFuture()
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::reading);
    }

    private RedisReading reading(@Nullable List<KeyValue<String, byte[]>> values, @Nullable Throwable failure) {
        redis.report(failure);
        if (values == null) {
            failures.increment();
            return RedisReading.NOTHING;
        }
        byte[] link = values.get(0).getValueOrElse(null);
        return new RedisReading(
                link == null ? null : CachedLink.decode(link).orElse(null),
                position(values.get(1).getValueOrElse(null)),
                position(values.get(2).getValueOrElse(null)));
    }

    private static long position(byte @Nullable [] digits) {
        if (digits == null) {
            return -1;
        }
        try {
            return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /**
     * Puts in a link that a database gave. Redis itself decides whether it is of use. Nobody waits for it.
     *
     * @param position up to which number the database had every change
     */
    void fill(String code, CachedLink link, long position) {
        RedisAsyncCommands<String, byte[]> commands = redis.commands();
        if (commands == null) {
            return;
        }
        String[] keys = {CacheKeys.link(code), CacheKeys.BEAT};
        byte[][] values = {
            link.encode(), ascii(Long.toString(CacheKeys.life(link).toSeconds())), ascii(CacheKeys.position(position))
        };
        commands.<Long>evalsha(FILL_DIGEST, ScriptOutputType.INTEGER, keys, values)
                .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? commands.eval(CacheScripts.FILL, ScriptOutputType.INTEGER, keys, values)
                        : CompletableFuture.failedFuture(failure))
                .exceptionally(_ -> {
                    refused.increment();
                    return 0L;
                });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha1(String script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(ascii(script)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
