package dev.holdfast.reader.api;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.reader.routing.Columns;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.reader.routing.LinkTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that only the API needs. */
final class ApiTable {
    private ApiTable() {}

    /** At most {@code limit} links below this id, newest first, deleted ones left out. */
    static LinkReading<List<LinkRow>> list(Connection connection, ListFilter filter, long below, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder("where l.id < ? and not l.deleted");
        List<Object> values = new ArrayList<>(List.of(below));
        if (filter.tag() != null) {
            sql.append(" and l.tags @> array[?::text]");
            values.add(filter.tag());
        }
        String pattern = filter.pattern();
        if (pattern != null) {
            sql.append(" and (l.title ilike ? or l.target ilike ? or l.alias ilike ?)");
            values.addAll(List.of(pattern, pattern, pattern));
        }
        sql.append(" order by l.id desc limit ?");
        values.add(limit);
        return LinkTable.select(connection, sql.toString(), values);
    }

    static List<KeyPage.KeyView> keys(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select id, name, scopes, created_at"
                        + " from api_key where revoked_at is null order by id desc");
                ResultSet result = statement.executeQuery()) {
            List<KeyPage.KeyView> keys = new ArrayList<>();
            while (result.next()) {
                keys.add(new KeyPage.KeyView(
                        result.getLong(1), result.getString(2), Columns.texts(result, 3), Columns.instant(result, 4)));
            }
            return keys;
        }
    }

    /** A key's state. */
    record FoundKey(ApiKey key, boolean revoked) {}

    static Optional<FoundKey> key(Connection connection, byte[] secretHash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, name, scopes, revoked_at is not null from api_key where secret_hash = ?")) {
            statement.setBytes(1, secretHash);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    return Optional.empty();
                }
                Set<Scope> scopes =
                        Columns.texts(result, 3).stream().map(Scope::of).collect(Collectors.toUnmodifiableSet());
                ApiKey key = new ApiKey(result.getLong(1), result.getString(2), scopes);
                return Optional.of(new FoundKey(key, result.getBoolean(4)));
            }
        }
    }
}
