package dev.holdfast.writer.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A link as it stands in the database, in one version. */
record LinkRow(
        long id,
        long version,
        @Nullable String alias,
        LinkContent content,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted) {
    LinkRow changed(long newVersion, Instant at, LinkContent newContent, boolean nowDeleted) {
        return new LinkRow(id, newVersion, alias, newContent, createdAt, at, nowDeleted);
    }
}
