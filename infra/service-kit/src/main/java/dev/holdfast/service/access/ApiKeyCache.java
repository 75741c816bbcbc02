package dev.holdfast.service.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.holdfast.model.access.ApiKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Found API keys for 5 seconds: how long a revoked key may still work. Only what was found is kept, so a new key works
 * at once and a flood of wrong ones fills nothing. One lookup at a time per key. Safe for use by several threads.
 */
final class ApiKeyCache {
    static final Duration LIFE = Duration.ofSeconds(5);
    private static final int MAX_KEYS = 10_000;

    private final ApiKeyLookup lookup;
    private final Executor executor;
    private final Cache<ByteBuffer, Optional<ApiKey>> found;
    private final Map<ByteBuffer, CompletableFuture<Optional<ApiKey>>> underway = new ConcurrentHashMap<>();

    ApiKeyCache(ApiKeyLookup lookup, Executor executor, Ticker ticker) {
        this.lookup = lookup;
        this.executor = executor;
        this.found = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(LIFE)
                .maximumSize(MAX_KEYS)
                .build();
    }

    /** The key whose secret has this hash; completes with what the lookup throws when it fails. */
    CompletableFuture<Optional<ApiKey>> find(byte[] secretHash) {
        ByteBuffer hash = ByteBuffer.wrap(secretHash);
        Optional<ApiKey> key = found.getIfPresent(hash);
        return key == null ? ask(hash) : CompletableFuture.completedFuture(key);
    }

    private CompletableFuture<Optional<ApiKey>> ask(ByteBuffer hash) {
        CompletableFuture<Optional<ApiKey>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<ApiKey>> others = underway.putIfAbsent(hash, mine);
        return others == null ? mine.completeAsync(() -> load(hash), executor) : others;
    }

    /** Keeps the key before it gives up its place among those under way, so that nobody asks in between. */
    private Optional<ApiKey> load(ByteBuffer hash) {
        try {
            Optional<ApiKey> key = Optional.ofNullable(lookup.find(hash.array()));
            if (key.isPresent()) {
                found.put(hash, key);
            }
            return key;
        } finally {
            underway.remove(hash);
        }
    }
}
