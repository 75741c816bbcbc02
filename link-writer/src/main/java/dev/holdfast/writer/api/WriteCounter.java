package dev.holdfast.writer.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the writes asked for: {@code holdfast_writes_total{operation,outcome}}. A call has one outcome: {@code done},
 * {@code repeated} (answered from an earlier call with its Idempotency-Key), {@code refused} (the client's doing),
 * {@code unavailable} or {@code failed}.
 */
@Singleton
public final class WriteCounter {
    public static final String DONE = "done";
    public static final String REPEATED = "repeated";

    private final MeterRegistry metrics;

    WriteCounter(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Runs the write and counts what comes of it. */
    public <T> T count(String operation, Supplier<T> write) {
        return count(operation, write, result -> DONE);
    }

    /** Runs the write and counts what comes of it; the function names the outcome of one that returns. */
    public <T> T count(String operation, Supplier<T> write, Function<T, String> outcome) {
        try {
            T result = write.get();
            increment(operation, outcome.apply(result));
            return result;
        } catch (ProblemException e) {
            increment(operation, e.code() == ProblemCode.UNAVAILABLE ? "unavailable" : "refused");
            throw e;
        } catch (RuntimeException e) {
            increment(operation, "failed");
            throw e;
        }
    }

    private void increment(String operation, String outcome) {
        metrics.counter("holdfast.writes", "operation", operation, "outcome", outcome)
                .increment();
    }
}
