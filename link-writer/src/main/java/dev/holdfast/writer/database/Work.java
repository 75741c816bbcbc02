package dev.holdfast.writer.database;

import java.sql.SQLException;

/** What is done in a transaction. May run several times, each time in a new one. */
@FunctionalInterface
public interface Work<T> {
    T run(Transaction transaction) throws SQLException;
}
