package dev.holdfast.reader.api;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.service.access.ApiKeyLookup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys from a replica; one that it has not heard of is asked of the primary. */
@Singleton
final class StoredKeys implements ApiKeyLookup {
    private final Reads reads;

    StoredKeys(Reads reads) {
        this.reads = reads;
    }

    @Override
    public @Nullable ApiKey find(byte[] secretHash) {
        Optional<ApiTable.FoundKey> found = reads.any(Demand.NONE, connection -> ApiTable.key(connection, secretHash));
        if (found.isEmpty()) {
            found = reads.any(Demand.STRONG, connection -> ApiTable.key(connection, secretHash));
        }
        return found.filter(key -> !key.revoked()).map(ApiTable.FoundKey::key).orElse(null);
    }
}
