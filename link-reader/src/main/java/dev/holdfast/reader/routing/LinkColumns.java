package dev.holdfast.reader.routing;

import dev.holdfast.model.cache.CachedLink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Which columns of a link a read wants, and what it makes of them.
 *
 * @param sql of a table called {@code l}
 * @param reader reads the columns, given the number of the first
 */
public record LinkColumns<T>(String sql, Reader<T> reader) {
    /** What a redirect needs. */
    public static final LinkColumns<CachedLink> REDIRECT = new LinkColumns<>(
            "l.id, l.version, l.target, l.redirect_status, l.expires_at, l.disabled, l.deleted",
            LinkColumns::readCached);

    /** What the API shows. */
    public static final LinkColumns<LinkRow> ALL = new LinkColumns<>(LinkRow.COLUMNS, LinkRow::read);

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet result, int first) throws SQLException;
    }

    private static CachedLink readCached(ResultSet result, int first) throws SQLException {
        Instant expiry = Columns.instantOrNull(result, first + 4);
        return new CachedLink(
                result.getLong(first),
                result.getLong(first + 1),
                state(result.getBoolean(first + 5), result.getBoolean(first + 6)),
                result.getInt(first + 3),
                expiry == null ? CachedLink.NEVER : expiry.toEpochMilli(),
                result.getString(first + 2));
    }

    static CachedLink.State state(boolean disabled, boolean deleted) {
        if (deleted) {
            return CachedLink.State.DELETED;
        }
        return disabled ? CachedLink.State.DISABLED : CachedLink.State.ACTIVE;
    }
}
