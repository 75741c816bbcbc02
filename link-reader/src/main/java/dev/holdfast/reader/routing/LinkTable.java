package dev.holdfast.reader.routing;

import dev.holdfast.model.code.CodeKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on links and their keys. */
public final class LinkTable {
    private static final String BY_ID = "select " + LinkRow.COLUMNS + " from link l where l.id = ?";
    private static final String BY_ALIAS = "select " + LinkRow.COLUMNS + " from link l where l.alias = ?";

    private LinkTable() {}

    /** The link that this lookup finds, or null. */
    public static @Nullable LinkRow find(Connection connection, Lookup lookup) throws SQLException {
        return switch (lookup) {
            case Lookup.ById(long id) -> {
                LinkRow row = one(connection, BY_ID, id);
                yield row == null || row.alias() != null ? null : row;
            }
            case Lookup.ByAlias(String alias) -> one(connection, BY_ALIAS, alias);
            case Lookup.Nowhere _, Lookup.UnknownEpoch _ -> null;
        };
    }

    /**
     * The links that a condition selects.
     *
     * @param condition SQL from {@code where} on, about a table called {@code l}; never made of what a client sent
     * @param values of its parameters, in order
     */
    public static List<LinkRow> select(Connection connection, String condition, List<?> values) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + LinkRow.COLUMNS + " from link l " + condition)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                List<LinkRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(LinkRow.read(result, 1));
                }
                return rows;
            }
        }
    }

    private static @Nullable LinkRow one(Connection connection, String sql, Object key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? LinkRow.read(result, 1) : null;
            }
        }
    }

    public static List<CodeKey> keys(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select epoch, key, first_id, last_id from code_key");
                ResultSet result = statement.executeQuery()) {
            List<CodeKey> keys = new ArrayList<>();
            while (result.next()) {
                keys.add(new CodeKey(result.getInt(1), result.getBytes(2), result.getLong(3), result.getLong(4)));
            }
            return keys;
        }
    }
}
