package dev.holdfast.reader.api;

import org.jspecify.annotations.Nullable;

/**
 * Which links a list shows.
 *
 * @param tag one of the link's tags, exactly
 * @param text a part of title, target or alias, case ignored
 */
record ListFilter(@Nullable String tag, @Nullable String text) {
    /** {@link #text} for {@code ilike}. */
    @Nullable String pattern() {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
