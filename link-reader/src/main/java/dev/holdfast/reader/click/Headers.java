package dev.holdfast.reader.click;

import org.jspecify.annotations.Nullable;

/** The headers of a request. */
@FunctionalInterface
public interface Headers {
    /** The first value of the header with this name, in any case; null when there is none. */
    @Nullable String get(CharSequence name);
}
