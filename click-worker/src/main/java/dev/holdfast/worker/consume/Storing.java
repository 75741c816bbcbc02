package dev.holdfast.worker.consume;

import dev.holdfast.worker.store.Batch;
import dev.holdfast.worker.store.FencedException;
import dev.holdfast.worker.store.Outcome;
import dev.holdfast.worker.store.Sink;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The batch that is being stored, one at most, on a thread of its own, so that the next one is read meanwhile. All
 * methods belong to the consumer's thread.
 */
final class Storing implements AutoCloseable {
    private final Sink sink;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("click-store").factory());
    private @Nullable Future<Done> underWay;

    /** A batch that was committed, and how long that took. */
    record Done(Outcome outcome, Duration took) {}

    Storing(Sink sink) {
        this.sink = sink;
    }

    /** Whether there is no batch, or only one whose end {@link #end} tells without waiting. */
    boolean isFree() {
        return underWay == null || underWay.isDone();
    }

    /** Begins to store a batch; the one before must have been ended. */
    void begin(Batch batch) {
        if (underWay != null) {
            throw new IllegalStateException("the batch before this one has not been ended");
        }
        underWay = thread.submit(() -> {
            long start = System.nanoTime();
            Outcome outcome = sink.store(batch);
            return new Done(outcome, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /** Waits for the batch under way; null when there is none. After an exception there is none either. */
    @Nullable Done end() throws SQLException, FencedException {
        Future<Done> ending = underWay;
        underWay = null;
        try {
            return ending == null ? null : ending.get();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Waits until the batch under way needs no more time, whatever its end: {@link #end} tells. */
    void settle() {
        Future<Done> ending = underWay;
        if (ending != null) {
            try {
                ending.get();
            } catch (ExecutionException e) {
                // The owner of the outcome is told by end().
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException cause(ExecutionException e) throws SQLException, FencedException {
        return switch (e.getCause()) {
            case SQLException trouble -> throw trouble;
            case FencedException fenced -> throw fenced;
            case RuntimeException fault -> fault;
            case null, default -> new IllegalStateException(e);
        };
    }

    @Override
    public void close() {
        thread.close();
    }
}
