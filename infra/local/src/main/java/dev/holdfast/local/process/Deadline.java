package dev.holdfast.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A point in time to poll up to. */
public final class Deadline {
    private static final long STEP_MILLIS = 20;

    private final long end;

    private Deadline(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    public boolean passed() {
        return System.nanoTime() - end > 0;
    }

    /**
     * Polls until the condition holds.
     *
     * @return whether it did before the deadline
     */
    public boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (passed()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
