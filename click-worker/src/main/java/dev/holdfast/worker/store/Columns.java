package dev.holdfast.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Binds rows as columns, one array parameter each: any number of rows is one statement of one shape. */
final class Columns<T> {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<T> rows;
    private int next;

    Columns(Connection connection, PreparedStatement statement, List<T> rows) {
        this(connection, statement, rows, 1);
    }

    /** @param first the first parameter to bind */
    Columns(Connection connection, PreparedStatement statement, List<T> rows, int first) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.next = first;
    }

    Columns<T> texts(Function<T, String> value) throws SQLException {
        return add("text", value, String[]::new);
    }

    Columns<T> longs(Function<T, Long> value) throws SQLException {
        return add("int8", value, Long[]::new);
    }

    Columns<T> booleans(Function<T, Boolean> value) throws SQLException {
        return add("bool", value, Boolean[]::new);
    }

    private <V> Columns<T> add(String type, Function<T, V> value, IntFunction<V[]> array) throws SQLException {
        V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        statement.setArray(next++, connection.createArrayOf(type, values));
        return this;
    }
}
