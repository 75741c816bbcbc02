package dev.holdfast.drills.probe;

/** Nanoseconds since the probes began. */
public final class Clock {
    private volatile long start = System.nanoTime();

    /** From now on it counts from here. */
    public void restart() {
        start = System.nanoTime();
    }

    public long now() {
        return System.nanoTime() - start;
    }
}
