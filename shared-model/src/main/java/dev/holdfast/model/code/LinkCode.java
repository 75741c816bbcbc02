package dev.holdfast.model.code;

import java.util.Optional;

/**
 * What stands after the public address in a short URL. Two kinds that can't be confused: a {@link GeneratedCode} is a
 * digit followed by exactly seven base62 characters, an {@link Alias} is anything else of 3 to 64 characters of
 * {@code A-Z a-z 0-9 - _}.
 */
public sealed interface LinkCode permits GeneratedCode, Alias {
    String text();

    /** The code with this text, or empty when no link can have it. Reserved words parse: they name no link. */
    static Optional<LinkCode> parse(String text) {
        if (GeneratedCode.matches(text)) {
            return Optional.of(new GeneratedCode(text));
        }
        return Alias.matches(text) ? Optional.of(new Alias(text)) : Optional.empty();
    }
}
