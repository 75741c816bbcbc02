package dev.holdfast.reader.routing;

import dev.holdfast.model.cache.CachedLink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of table {@code link}, as the API needs it. */
public record LinkRow(
        long id,
        long version,
        @Nullable String alias,
        String target,
        int redirectStatus,
        @Nullable String title,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        boolean disabled,
        boolean deleted) {
    static final String COLUMNS =
            "l.id, l.version, l.alias, l.target, l.redirect_status, l.title, l.tags, l.created_at,"
                    + " l.updated_at, l.expires_at, l.disabled, l.deleted";

    static LinkRow read(ResultSet result, int first) throws SQLException {
        return new LinkRow(
                result.getLong(first),
                result.getLong(first + 1),
                result.getString(first + 2),
                result.getString(first + 3),
                result.getInt(first + 4),
                result.getString(first + 5),
                Columns.texts(result, first + 6),
                Columns.instant(result, first + 7),
                Columns.instant(result, first + 8),
                Columns.instantOrNull(result, first + 9),
                result.getBoolean(first + 10),
                result.getBoolean(first + 11));
    }

    /** What a redirect needs of it. */
    public CachedLink cached() {
        CachedLink.State state = LinkColumns.state(disabled, deleted);
        long expiry = expiresAt == null ? CachedLink.NEVER : expiresAt.toEpochMilli();
        return new CachedLink(id, version, state, redirectStatus, expiry, target);
    }
}
