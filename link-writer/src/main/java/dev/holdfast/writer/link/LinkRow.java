package dev.holdfast.writer.link;

import dev.holdfast.writer.propagate.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as it stands in the database, in one version.
 *
 * @param code the alias, or else the code generated from the id
 */
record LinkRow(
        long id,
        long version,
        String code,
        @Nullable String alias,
        LinkContent content,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted) {
    LinkRow changed(long newVersion, Instant at, LinkContent newContent, boolean nowDeleted) {
        return new LinkRow(id, newVersion, code, alias, newContent, createdAt, at, nowDeleted);
    }

    /** This version, as Redis and the readers are told. */
    Change change() {
        return Change.of(
                code,
                id,
                version,
                content.disabled(),
                deleted,
                content.redirectStatus(),
                content.expiresAt(),
                content.target());
    }
}
