package dev.holdfast.reader.routing;

/** What the keys say of a code. */
public sealed interface Decoded {
    /** There may be a link. */
    record Possible(Lookup lookup) implements Decoded {}

    /** No link has this code, or ever had. */
    record Impossible() implements Decoded {}

    /** The code's epoch is not known here: it may have been added lately. */
    record UnknownEpoch() implements Decoded {}
}
