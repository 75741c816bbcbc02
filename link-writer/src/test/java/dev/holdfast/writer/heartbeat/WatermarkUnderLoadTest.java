package dev.holdfast.writer.heartbeat;

import static dev.holdfast.writer.TestDatabase.execute;
import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Changes of all kinds and durations at once, and beats among them: what was settled stays as it was. */
class WatermarkUnderLoadTest {
    private static final int WRITERS = 12;
    private static final int CHANGES = 150;

    @Test
    void nothingTurnsUpBelowSettled() throws Exception {
        try (TestDatabase database = new TestDatabase();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean done = new AtomicBoolean();
            Future<Map<Long, Long>> seen = threads.submit(() -> watch(database, done));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(write(database)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);

            assertThat(seen.get()).hasSizeGreaterThan(10);
            try (Connection connection = database.connect()) {
                for (Map.Entry<Long, Long> entry : seen.get().entrySet()) {
                    assertThat(countBelow(connection, entry.getKey()))
                            .as("changes at or below %d", entry.getKey())
                            .isEqualTo(entry.getValue());
                }
            }
        }
    }

    /** Beats, and notes how many changes there are at or below each settled number when it is first seen. */
    private static Map<Long, Long> watch(TestDatabase database, AtomicBoolean done) throws SQLException {
        Map<Long, Long> seen = new TreeMap<>();
        try (Connection connection = database.connect()) {
            while (!done.get()) {
                long settled = Heartbeat.beat(connection);
                if (!seen.containsKey(settled)) {
                    seen.put(settled, countBelow(connection, settled));
                }
            }
        }
        return seen;
    }

    private static long countBelow(Connection connection, long settled) throws SQLException {
        return number(connection, "select count(*) from link_change where version <= " + settled);
    }

    private static Callable<Void> write(TestDatabase database) {
        return () -> {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < CHANGES; i++) {
                    change(connection);
                }
            }
            return null;
        };
    }

    private static void change(Connection connection) throws SQLException {
        pause();
        long number = number(connection, "select draw_link_number()");
        pause();
        execute(connection, "insert into link_change values (%1$d, %1$d, now())".formatted(number));
        pause();
        if (ThreadLocalRandom.current().nextInt(5) == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
    }
}
