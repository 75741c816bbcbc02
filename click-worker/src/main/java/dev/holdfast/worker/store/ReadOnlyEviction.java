package dev.holdfast.worker.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Evicts a connection that says its server is read-only: it was the primary and is no longer, and would fail every
 * batch that is handed it. Lost connections are evicted by the pool on its own.
 */
public final class ReadOnlyEviction implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    @java.lang.Override // the interface has a type of the same name
    public Override adjudicate(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
