package dev.holdfast.reader.api;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.service.access.ApiKeyLookup;
import jakarta.inject.Singleton;
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
        ApiTable.FoundKey found = reads.find(connection -> ApiTable.key(connection, secretHash));
        return found == null || found.revoked() ? null : found.key();
    }
}
