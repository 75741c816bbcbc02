package dev.holdfast.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for what must come true before a deadline. */
public final class Until {
    private Until() {}

    /**
     * The first value that is right; the last wrong one is in the error. Asks 20 times a second; a question that fails,
     * as those to a backend that is just restarting do, is asked again.
     */
    public static <T> T right(Duration atMost, Callable<T> ask, Predicate<T> right) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Object last = null;
        Exception failure = null;
        do {
            try {
                T value = ask.call();
                if (right.test(value)) {
                    return value;
                }
                last = value;
            } catch (Exception e) {
                failure = e;
            }
            LockSupport.parkNanos(50_000_000);
        } while (System.nanoTime() < deadline);
        throw wrong(atMost, last, failure);
    }

    private static AssertionError wrong(Duration atMost, @Nullable Object last, @Nullable Exception failure) {
        return new AssertionError("still " + last + " after " + atMost, failure);
    }
}
