package dev.holdfast.writer.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
    /** The registry would look each up by text that it puts together first. */
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

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
        } catch (RuntimeException e) {
            increment(operation, outcomeOf(e));
            throw e;
        }
    }

    /** Begins the write and counts what comes of it once it has come; the function names the outcome of success. */
    public <T> CompletionStage<T> countLater(
            String operation, Supplier<CompletionStage<T>> write, Function<T, String> outcome) {
        try {
            return write.get()
                    .whenComplete((result, failure) ->
                            increment(operation, failure == null ? outcome.apply(result) : outcomeOf(failure)));
        } catch (RuntimeException e) {
            increment(operation, outcomeOf(e));
            throw e;
        }
    }

    private static String outcomeOf(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e.code() == ProblemCode.UNAVAILABLE ? "unavailable" : "refused";
            case CompletionException e when e.getCause() != null -> outcomeOf(e.getCause());
            default -> "failed";
        };
    }

    private void increment(String operation, String outcome) {
        counters.computeIfAbsent(
                        new Kind(operation, outcome),
                        kind -> metrics.counter("holdfast.writes", "operation", operation, "outcome", outcome))
                .increment();
    }

    private record Kind(String operation, String outcome) {}
}
