package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Does things at the same time. */
final class Together {
    private Together() {}

    /** Waits for all of them; all failures are told, not just the first. */
    static void run(List<? extends Runnable> actions) {
        var failures = new ArrayList<Throwable>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            actions.forEach(action -> futures.add(threads.submit(action)));
            futures.forEach(future -> await(future, failures));
        }
        if (failures.size() == 1 && failures.getFirst() instanceof RuntimeException failure) {
            throw failure;
        }
        if (!failures.isEmpty()) {
            throw new StackException(
                    failures.stream().map(Together::message).collect(Collectors.joining("\n")), failures.getFirst());
        }
    }

    private static void await(Future<?> future, List<Throwable> failures) {
        try {
            future.get();
        } catch (ExecutionException e) {
            failures.add(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(e);
        }
    }

    private static String message(Throwable failure) {
        return failure instanceof StackException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
