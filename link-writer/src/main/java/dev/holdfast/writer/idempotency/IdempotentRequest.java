package dev.holdfast.writer.idempotency;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.json.tree.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that its client may repeat without doing twice what it does. Keys of one API key mean nothing to another.
 *
 * @param hash of what is asked for, 32 bytes; not copied, nobody changes it
 */
public record IdempotentRequest(long apiKeyId, String key, byte[] hash) {
    /** The request header that carries the key. */
    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    /**
     * The request with this key and body, or null when it has no key.
     *
     * @throws ProblemException {@code invalid-field} when the key is none
     */
    public static @Nullable IdempotentRequest of(ApiKey apiKey, @Nullable String key, String operation, JsonNode body) {
        if (key == null) {
            return null;
        }
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'" + HEADER + "' must be 1 to 255 visible ASCII characters.", HEADER);
        }
        return new IdempotentRequest(apiKey.id(), key, CanonicalJson.hash(operation, body));
    }
}
