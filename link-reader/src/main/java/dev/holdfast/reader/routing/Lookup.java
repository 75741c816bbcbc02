package dev.holdfast.reader.routing;

/** What to look for in a database. */
public sealed interface Lookup {
    /** The link with this id, if it has no alias: a link has one code. */
    record ById(long id) implements Lookup {}

    record ByAlias(String alias) implements Lookup {}
}
