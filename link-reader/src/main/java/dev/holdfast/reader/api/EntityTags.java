package dev.holdfast.reader.api;

import org.jspecify.annotations.Nullable;

/** {@code If-None-Match}, compared weakly as RFC 9110 has it. */
final class EntityTags {
    private EntityTags() {}

    /** @param tag in quotes */
    static boolean match(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String stripped = candidate.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
