package dev.holdfast.local.postgres;

import dev.holdfast.local.StackException;
import java.sql.SQLException;

/** A file of plain statements: no function bodies, a semicolon at the end of a line ends a statement. */
final class SqlScript {
    private SqlScript() {}

    /** Each statement on its own: a database can't be made in a transaction. A role that exists already is left. */
    static void run(PostgresNode node, String script) {
        try (var connection = node.connect("postgres");
                var statement = connection.createStatement()) {
            for (var sql : script.split(";\\s*\\n", -1)) {
                if (!sql.isBlank()) {
                    execute(statement, sql);
                }
            }
        } catch (SQLException e) {
            throw new StackException(node.name() + ": " + e.getMessage(), e);
        }
    }

    private static void execute(java.sql.Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!"42710".equals(e.getSQLState())) { // duplicate_object
                throw e;
            }
        }
    }
}
