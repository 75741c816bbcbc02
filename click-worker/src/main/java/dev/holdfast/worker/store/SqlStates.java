package dev.holdfast.worker.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells the fault of a row from the trouble of a database. */
final class SqlStates {
    private static final String NO_PARTITION = "no partition of relation";

    private SqlStates() {}

    /**
     * Whether the database refused the data itself (class 22, data exception; class 23, a constraint). A missing
     * partition has a state of class 23 but is no fault of the row: the day was dropped a moment ago.
     */
    static boolean blamesData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23")) && !misses(e.getMessage());
    }

    private static boolean misses(@Nullable String message) {
        return message != null && message.contains(NO_PARTITION);
    }
}
