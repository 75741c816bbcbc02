package dev.holdfast.writer.link;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link's owner may change. All parts are valid already.
 *
 * @param target as a browser shows it, pure ASCII
 * @param tags no two alike, in the order given
 * @param expiresAt to the microsecond, as the database keeps it
 */
record LinkContent(
        String target,
        int redirectStatus,
        @Nullable String title,
        List<String> tags,
        @Nullable Instant expiresAt,
        boolean disabled) {
    LinkContent withTarget(String newTarget) {
        return new LinkContent(newTarget, redirectStatus, title, tags, expiresAt, disabled);
    }

    LinkContent withRedirectStatus(int newStatus) {
        return new LinkContent(target, newStatus, title, tags, expiresAt, disabled);
    }

    LinkContent withTitle(@Nullable String newTitle) {
        return new LinkContent(target, redirectStatus, newTitle, tags, expiresAt, disabled);
    }

    LinkContent withTags(List<String> newTags) {
        return new LinkContent(target, redirectStatus, title, newTags, expiresAt, disabled);
    }

    LinkContent withExpiresAt(@Nullable Instant newExpiresAt) {
        return new LinkContent(target, redirectStatus, title, tags, newExpiresAt, disabled);
    }

    LinkContent withDisabled(boolean newDisabled) {
        return new LinkContent(target, redirectStatus, title, tags, expiresAt, newDisabled);
    }
}
