package dev.holdfast.writer.database;

import dev.holdfast.service.database.UntiringDataSource.Attempt;
import dev.holdfast.service.database.UntiringDataSource.Turns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * While the primary is away one at a time looks for it, for all of this writer; once it is found all connect at once.
 * To ask each server whether it is the primary means to log in there, which costs more than anything else a writer
 * does, just when a new primary is to be made. Safe for use by several threads.
 */
@Singleton
final class PrimarySearch implements Turns {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ReentrantLock search = new ReentrantLock(true);
    private volatile boolean away;

    @Override
    public Connection take(Attempt attempt) throws SQLException {
        if (away) {
            search.lock();
            try {
                if (away) {
                    Pauses.pause(PAUSE);
                    return connect(attempt);
                }
            } finally {
                search.unlock();
            }
        }
        return connect(attempt);
    }

    private Connection connect(Attempt attempt) throws SQLException {
        try {
            Connection connection = attempt.connect();
            away = false;
            return connection;
        } catch (SQLException e) {
            away = true;
            throw e;
        }
    }
}
