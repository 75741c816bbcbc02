package dev.holdfast.reader.routing;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A database behind a bulkhead. Safe for use by several threads; blocks, so call it on a virtual thread. */
public final class Guarded {
    /** SQLSTATE of insufficient resources: says nothing about the server. */
    public static final String NO_PLACE = "53000";

    /** Long enough for a burst to pass, short enough to leave time for asking somebody else. */
    public static final Duration BURST = Duration.ofMillis(50);

    private final Database database;
    private final Bulkhead bulkhead;

    Guarded(Database database, Bulkhead bulkhead) {
        this.database = database;
        this.bulkhead = bulkhead;
    }

    public String name() {
        return database.name();
    }

    /** Whether it answered when it was last asked, a fraction of a second ago. */
    public boolean isReachable() {
        return database.isReachable();
    }

    /** Whether it is too far behind to be believed about links that have changed. */
    public boolean isLagging() {
        return database.isLagging();
    }

    /**
     * Looks for a link.
     *
     * @param patience how long to wait for a place in the bulkhead
     * @throws SQLException also when there is no place in the bulkhead
     */
    public <T> LinkReading<T> find(Lookup lookup, LinkColumns<T> columns, Duration limit, Duration patience)
            throws SQLException {
        return entered(() -> database.find(lookup, columns, limit), patience);
    }

    /** Any other reading of links that comes with a position. */
    public <T> LinkReading<T> observed(Database.Reading<LinkReading<T>> reading, Duration limit) throws SQLException {
        return entered(() -> database.observed(reading, limit));
    }

    /** A reading of anything else. */
    public <T extends @Nullable Object> T read(Database.Reading<T> reading, Duration limit) throws SQLException {
        return entered(() -> database.read(reading, limit));
    }

    /** Asks for the keys of the codes. */
    public void refresh(KeyRing keys, Duration limit) throws SQLException {
        entered(() -> {
            keys.refresh(database, limit);
            return true;
        });
    }

    private <T extends @Nullable Object> T entered(Step<T> step) throws SQLException {
        return entered(step, BURST);
    }

    private <T extends @Nullable Object> T entered(Step<T> step, Duration patience) throws SQLException {
        if (!bulkhead.enter(patience)) {
            throw new SQLTransientException("too many reads of " + database.name(), NO_PLACE);
        }
        try {
            return step.take();
        } finally {
            bulkhead.leave();
        }
    }

    private interface Step<T extends @Nullable Object> {
        T take() throws SQLException;
    }
}
