package dev.holdfast.writer.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells trouble that passes from trouble that stays. */
final class SqlFailures {
    static final String READ_ONLY = "25006";

    private static final Set<String> PASSING = Set.of(
            READ_ONLY, "25P03", // idle in transaction for too long: this process was held up
            "25P04", // transaction_timeout
            "40001", // serialization failure
            "40P01", // deadlock
            "53300", // too many connections
            "55P03", // lock not available in time
            "57P01", // shut down by an administrator
            "57P02", // another process crashed
            "57P03", // starting up
            "57P05"); // idle for too long

    private SqlFailures() {}

    /** Whether the same work may succeed a moment later, perhaps on another server. */
    static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || state != null && (state.startsWith("08") || PASSING.contains(state));
    }
}
