package dev.holdfast.drills.verify;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The same question about many things, a few at a time. */
final class Parallel {
    private static final int AT_ONCE = 8;

    private Parallel() {}

    /** The answers, in order. */
    static <T, R> List<R> ask(Collection<T> things, Function<T, R> question) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<R>> answers = things.stream()
                    .map(thing -> threads.submit(() -> question.apply(thing)))
                    .toList();
            return answers.stream().map(Parallel::get).toList();
        }
    }

    private static <R> R get(Future<R> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
