package dev.holdfast.worker.enrich;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Recognises user agents. Thread-safe. */
@Singleton
public class UserAgents {
    private static final Client UNKNOWN = new Client(false, "", "", "");

    /** What the user agent tells; an absent one tells nothing. */
    public Client recognise(@Nullable String userAgent) {
        return UNKNOWN;
    }
}
