package dev.holdfast.service.access;

import dev.holdfast.model.access.ApiKey;
import io.micronaut.http.HttpRequest;

/** The API key that a request came with. */
public final class Authenticated {
    private static final String ATTRIBUTE = "holdfast.api-key";

    private Authenticated() {}

    /**
     * The request's key.
     *
     * @throws IllegalStateException when the route has no {@link RequiresScope}
     */
    public static ApiKey key(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ApiKey.class)
                .orElseThrow(() -> new IllegalStateException("a route without @RequiresScope has no API key"));
    }

    static void set(HttpRequest<?> request, ApiKey key) {
        request.setAttribute(ATTRIBUTE, key);
    }
}
