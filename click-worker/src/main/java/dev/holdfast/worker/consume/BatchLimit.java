package dev.holdfast.worker.consume;

import java.time.Duration;

/**
 * How many records one transaction may hold. Grows while full batches are stored quickly and shrinks when they are
 * slow: a long transaction keeps its locks, and holds back the point up to which a replica's "no such link" is final.
 * Confined to one thread.
 */
final class BatchLimit {
    static final Duration QUICK = Duration.ofMillis(500);
    static final Duration SLOW = Duration.ofMillis(1000);
    private static final int SMALLEST = 100;
    private static final int FIRST = 2000;

    private final int largest;
    private int records;

    BatchLimit(int largest) {
        this.largest = largest;
        this.records = Math.min(FIRST, largest);
    }

    int records() {
        return records;
    }

    void stored(int size, Duration took) {
        if (took.compareTo(SLOW) > 0) {
            records = Math.max(SMALLEST, records / 2);
        } else if (size >= records && took.compareTo(QUICK) < 0) {
            records = Math.min(largest, records + records / 2);
        }
    }
}
