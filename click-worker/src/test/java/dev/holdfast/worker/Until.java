package dev.holdfast.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what must come true before a deadline. */
public final class Until {
    private Until() {}

    /** The first value that is right; the last wrong one is in the error. Asks 20 times a second. */
    public static <T> T right(Duration atMost, Callable<T> ask, Predicate<T> right) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        T last = ask.call();
        while (!right.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + last + " after " + atMost);
            }
            LockSupport.parkNanos(50_000_000);
            last = ask.call();
        }
        return last;
    }
}
