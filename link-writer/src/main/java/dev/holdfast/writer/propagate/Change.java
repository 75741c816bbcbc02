package dev.holdfast.writer.propagate;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.cache.CachedLink.State;
import dev.holdfast.model.cache.ChangeMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A link in a version that has been committed. */
public record Change(String code, CachedLink link) {
    /** The change that made the link what these say. */
    public static Change of(
            String code,
            long id,
            long version,
            boolean disabled,
            boolean deleted,
            int redirectStatus,
            @Nullable Instant expiresAt,
            String target) {
        State state = deleted ? State.DELETED : disabled ? State.DISABLED : State.ACTIVE;
        long expires = expiresAt == null ? CachedLink.NEVER : expiresAt.toEpochMilli();
        return new Change(code, new CachedLink(id, version, state, redirectStatus, expires, target));
    }

    /** Whether this is the link as it was created: no reader can hold it in an earlier version. */
    boolean created() {
        return link.version() == link.id();
    }

    /** What readers are told. */
    byte[] message() {
        return new ChangeMessage(code, link).encode();
    }
}
