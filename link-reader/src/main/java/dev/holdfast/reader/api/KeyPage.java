package dev.holdfast.reader.api;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/** The API keys that are valid now, newest first. */
@Serdeable
record KeyPage(List<KeyView> items) {
    /** An API key without its secret. */
    @Serdeable
    record KeyView(long id, String name, List<String> scopes, Instant createdAt) {}
}
