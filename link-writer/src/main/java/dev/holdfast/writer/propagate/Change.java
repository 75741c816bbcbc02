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

    /** What readers are told: nothing of a link that was just created, since none of them can hold it. */
    byte[] message() {
        return link.version() == link.id() ? new byte[0] : new ChangeMessage(code, link).encode();
    }
}
