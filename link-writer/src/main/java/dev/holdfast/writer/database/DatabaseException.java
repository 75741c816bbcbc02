package dev.holdfast.writer.database;

import java.sql.SQLException;

/** The database refused, and will again: a fault of ours. */
public final class DatabaseException extends RuntimeException {
    DatabaseException(SQLException cause) {
        super(cause);
    }
}
