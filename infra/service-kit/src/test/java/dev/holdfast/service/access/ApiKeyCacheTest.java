package dev.holdfast.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.access.ApiKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyCacheTest {
    private static final ApiKey KEY = new ApiKey(1, "one", Set.of());

    private final Map<Integer, ApiKey> stored = new HashMap<>();
    private int lookups;
    private long nanos;
    private final ApiKeyCache cache = new ApiKeyCache(this::lookup, Runnable::run, () -> nanos);

    private @Nullable ApiKey lookup(byte[] hash) {
        lookups++;
        if (hash[0] == 99) {
            throw new IllegalStateException("away");
        }
        return stored.get((int) hash[0]);
    }

    @Test
    void keepsWhatItFoundForFiveSeconds() {
        stored.put(1, KEY);
        assertThat(find(1)).isEqualTo(KEY);
        stored.clear();
        nanos += Duration.ofSeconds(5).toNanos() - 1;
        assertThat(find(1)).isEqualTo(KEY);
        nanos += 1;
        assertThat(find(1)).isNull();
        assertThat(lookups).isEqualTo(2);
    }

    @Test
    void keepsNothingThatItDidNotFind() {
        assertThat(find(1)).isNull();
        stored.put(1, KEY);
        assertThat(find(1)).isEqualTo(KEY);
    }

    @Test
    void asksAgainAfterAFailure() {
        assertThatThrownBy(() -> find(99)).hasRootCauseMessage("away");
        assertThatThrownBy(() -> find(99)).hasRootCauseMessage("away");
        assertThat(lookups).isEqualTo(2);
    }

    private @Nullable ApiKey find(int hash) {
        return cache.find(new byte[] {(byte) hash}).join().orElse(null);
    }
}
