package dev.holdfast.reader.routing;

import dev.holdfast.model.cache.CachedLink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of table {@code link}. */
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
    /** The columns in this record's order, for a table called {@code l}. */
    static final String COLUMNS =
            "l.id, l.version, l.alias, l.target, l.redirect_status, l.title, l.tags, l.created_at,"
                    + " l.updated_at, l.expires_at, l.disabled, l.deleted";

    /** The row that starts at this column of the result. */
    static LinkRow read(ResultSet result, int first) throws SQLException {
        return new LinkRow(
                result.getLong(first),
                result.getLong(first + 1),
                result.getString(first + 2),
                result.getString(first + 3),
                result.getInt(first + 4),
                result.getString(first + 5),
                tags(result, first + 6),
                result.getTimestamp(first + 7).toInstant(),
                result.getTimestamp(first + 8).toInstant(),
                instant(result.getTimestamp(first + 9)),
                result.getBoolean(first + 10),
                result.getBoolean(first + 11));
    }

    private static List<String> tags(ResultSet result, int column) throws SQLException {
        Object[] tags = (Object[]) result.getArray(column).getArray();
        return Arrays.stream(tags).map(String.class::cast).toList();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** What a redirect needs of it. */
    public CachedLink cached() {
        CachedLink.State state =
                deleted ? CachedLink.State.DELETED : disabled ? CachedLink.State.DISABLED : CachedLink.State.ACTIVE;
        long expiry = expiresAt == null ? CachedLink.NEVER : expiresAt.toEpochMilli();
        return new CachedLink(id, version, state, redirectStatus, expiry, target);
    }
}
