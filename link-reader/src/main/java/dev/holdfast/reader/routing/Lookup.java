package dev.holdfast.reader.routing;

/** What a code means to the database. */
public sealed interface Lookup {
    /** The link with this id, if it has no alias: a link has one code. */
    record ById(long id) implements Lookup {}

    record ByAlias(String alias) implements Lookup {}

    /** No link can have this code. */
    record Nowhere() implements Lookup {}

    /** The code's epoch is not known here: it may have been added lately. */
    record UnknownEpoch() implements Lookup {}
}
