package dev.holdfast.service;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.access.Scope;
import dev.holdfast.service.access.ApiKeyLookup;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows the keys {@code reader} and {@code admin}, and fails for {@code broken}. */
@Singleton
class SampleKeys implements ApiKeyLookup {
    @Override
    public @Nullable ApiKey find(byte[] hash) {
        if (!Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("may block, but runs on " + Thread.currentThread());
        }
        if (is(hash, "broken")) {
            throw new IllegalStateException("database away");
        }
        if (is(hash, "reader")) {
            return new ApiKey(1, "reader", Set.of(Scope.LINKS_READ));
        }
        return is(hash, "admin") ? new ApiKey(2, "admin", Set.of(Scope.ADMIN)) : null;
    }

    private static boolean is(byte[] hash, String secret) {
        return Arrays.equals(hash, ApiKeySecret.hash(secret));
    }
}
