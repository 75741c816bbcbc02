package dev.holdfast.service.access;

import dev.holdfast.model.access.ApiKey;
import org.jspecify.annotations.Nullable;

/** Where a service finds API keys. Called on a virtual thread, may block; must be safe for use by several threads. */
@FunctionalInterface
public interface ApiKeyLookup {
    /**
     * The key whose secret has this hash, or null when there is none that is valid now. Any exception means that it
     * can't be known now and is answered with {@code 503}.
     *
     * @param secretHash as {@link dev.holdfast.model.access.ApiKeySecret#hash} makes it, 32 bytes
     */
    @Nullable ApiKey find(byte[] secretHash);
}
