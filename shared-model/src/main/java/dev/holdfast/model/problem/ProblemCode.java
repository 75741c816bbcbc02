package dev.holdfast.model.problem;

import java.util.Locale;

/**
 * Every kind of error the HTTP interfaces answer with: its stable code, HTTP status and title. A code never changes its
 * meaning; clients may switch on it.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request can't be read"),
    UNAUTHENTICATED(401, "No valid API key"),
    FORBIDDEN(403, "The API key lacks the scope"),
    NOT_FOUND(404, "Not found"),
    LINK_NOT_FOUND(404, "No such link"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    ALIAS_TAKEN(409, "The alias is taken"),
    LINK_GONE(410, "The link is gone"),
    VERSION_MISMATCH(412, "The link has changed"),
    REQUEST_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID_FIELD(422, "A field is invalid"),
    UNKNOWN_FIELD(422, "An unknown field"),
    INVALID_TARGET(422, "The target is not acceptable"),
    INVALID_ALIAS(422, "The alias is not acceptable"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "Temporarily unavailable");

    private final int status;
    private final String title;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The code as it stands in a problem document, for example {@code alias-taken}. */
    public String text() {
        return text;
    }
}
