package dev.holdfast.reader.routing;

import dev.holdfast.model.code.CodeKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements on links. Each reads the heartbeat with the links, in one snapshot: an answer is never judged by
 * another moment's position, such as that of a replica before it was restarted. A left join, so that "no such link"
 * comes with a position too.
 */
public final class LinkTable {
    private static final String POSITION = "h.settled, h.issued, (extract(epoch from h.tick) * 1000000)::bigint,"
            + " (extract(epoch from clock_timestamp() - h.tick) * 1000000)::bigint, pg_is_in_recovery()";
    private static final int AFTER_POSITION = 6;
    private static final String BY_ID = "link l on l.id = ? and l.alias is null";
    private static final String BY_ALIAS = "link l on l.alias = ?";

    private LinkTable() {}

    static Position position(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + POSITION + " from heartbeat h");
                ResultSet result = statement.executeQuery()) {
            return firstPosition(result);
        }
    }

    public static <T> LinkReading<T> find(Connection connection, Lookup lookup, LinkColumns<T> columns)
            throws SQLException {
        return switch (lookup) {
            case Lookup.ById(long id) -> one(connection, sql(columns, BY_ID), id, columns);
            case Lookup.ByAlias(String alias) -> one(connection, sql(columns, BY_ALIAS), alias, columns);
        };
    }

    private static String sql(LinkColumns<?> columns, String join) {
        return "select " + POSITION + ", " + columns.sql() + " from heartbeat h left join " + join;
    }

    private static <T> LinkReading<T> one(Connection connection, String sql, Object key, LinkColumns<T> columns)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (ResultSet result = statement.executeQuery()) {
                Position position = firstPosition(result);
                return new LinkReading<>(linkOrNull(result, columns), position);
            }
        }
    }

    /**
     * The links that a condition selects, newest first.
     *
     * @param condition SQL from {@code where} on, about a table called {@code l}; never made of what a client sent
     * @param values of its parameters, in order
     */
    public static LinkReading<List<LinkRow>> select(Connection connection, String condition, List<?> values)
            throws SQLException {
        String sql = "select " + POSITION + ", " + LinkRow.COLUMNS + " from heartbeat h left join lateral"
                + " (select * from link l " + condition + ") l on true order by l.id desc";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                Position position = firstPosition(result);
                List<LinkRow> rows = new ArrayList<>();
                do {
                    LinkRow row = linkOrNull(result, LinkColumns.ALL);
                    if (row != null) {
                        rows.add(row);
                    }
                } while (result.next());
                return new LinkReading<>(rows, position);
            }
        }
    }

    private static <T> @Nullable T linkOrNull(ResultSet result, LinkColumns<T> columns) throws SQLException {
        return result.getObject(AFTER_POSITION) == null
                ? null
                : columns.reader().read(result, AFTER_POSITION);
    }

    private static Position firstPosition(ResultSet result) throws SQLException {
        if (!result.next()) {
            throw new SQLException("the heartbeat row is missing");
        }
        return new Position(
                result.getLong(1), result.getLong(2), result.getLong(3), result.getLong(4), result.getBoolean(5));
    }

    static List<CodeKey> keys(Connection connection) throws SQLException {
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
