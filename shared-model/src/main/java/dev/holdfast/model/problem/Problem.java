package dev.holdfast.model.problem;

import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param detail says what happened and what to change, in one or two sentences
 * @param field the request's field at fault, as the client wrote it; null when no single field is
 */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String field) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemCode code, String detail, @Nullable String field) {
        return new Problem(
                "urn:holdfast:problem:" + code.text(), code.title(), code.status(), code.text(), detail, field);
    }
}
