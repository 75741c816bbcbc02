package dev.holdfast.writer.database;

import dev.holdfast.service.database.UntiringDataSource.Attempt;
import dev.holdfast.service.database.UntiringDataSource.Turns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Paces the search for the primary while it is away, for all of this writer; once one has found it all connect at once.
 * To ask each server whether it is the primary means to log in there, which costs more than anything else a writer
 * does, just when a new primary is to be made. Safe for use by several threads.
 */
@Singleton
final class PrimarySearch implements Turns {
    /**
     * From one attempt's begin to the next one's: they overlap, since one that asks a dead server takes over a second.
     */
    private static final long PACE = Duration.ofMillis(400).toNanos();

    private volatile boolean away;
    private long turn = System.nanoTime();

    @Override
    public Connection take(Attempt attempt) throws SQLException {
        if (away) {
            awaitTurn();
        }
        try {
            Connection connection = attempt.connect();
            if (away) {
                found();
            }
            return connection;
        } catch (SQLException e) {
            away = true;
            throw e;
        }
    }

    private synchronized void found() {
        away = false;
        notifyAll();
    }

    private synchronized void awaitTurn() throws SQLException {
        long now = System.nanoTime();
        long mine = turn - now > 0 ? turn : now;
        turn = mine + PACE;
        try {
            for (long left = mine - now; away && left > 0; left = mine - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }
}
