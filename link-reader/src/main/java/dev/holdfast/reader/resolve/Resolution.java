package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;

/** What is known of a code. */
public sealed interface Resolution {
    /** There is a link, which may be disabled, deleted or expired. */
    record Found(CachedLink link) implements Resolution {}

    /** There is no link with this code. */
    record Absent() implements Resolution {}

    /** It can't be known now whether there is a link. */
    record Unknown() implements Resolution {}
}
