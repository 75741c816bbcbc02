package dev.holdfast.writer.database;

import dev.holdfast.writer.database.SingleActive.Task;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Starts what goes on in one writer at a time. */
@Singleton
public final class SingleActives {
    private final PrimaryConnections connections;

    SingleActives(PrimaryConnections connections) {
        this.connections = connections;
    }

    /**
     * Starts the task; the caller closes it.
     *
     * @param name of the thread, and in pg_stat_activity
     * @param lock the advisory lock, the same in all writers
     * @param pause between two turns, and between two tries for the lock
     */
    public SingleActive start(String name, long lock, Duration pause, Task task) {
        return new SingleActive(name, lock, pause, connections, task).start();
    }
}
