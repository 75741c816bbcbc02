package dev.holdfast.reader.click;

import java.util.ArrayList;
import java.util.List;

/**
 * Encoded clicks that go to Kafka together. A record is settled once Kafka has acknowledged it or will never take it;
 * the batch is removed from where it came from when all are. Used by one thread.
 */
final class Batch {
    static final int MAX_RECORDS = 5_000;
    static final int MAX_BYTES = 1 << 20;

    private final List<byte[]> records;
    private final List<byte[]> rejected = new ArrayList<>();
    private List<byte[]> unsettled;

    Batch(List<byte[]> records) {
        this.records = records;
        this.unsettled = records;
    }

    List<byte[]> records() {
        return records;
    }

    int size() {
        return records.size();
    }

    /** What is still to be sent. */
    List<byte[]> unsettled() {
        return unsettled;
    }

    /** How many have arrived. */
    int acknowledged() {
        return records.size() - unsettled.size() - rejected.size();
    }

    /** What Kafka will never take. */
    List<byte[]> rejected() {
        return rejected;
    }

    /** Takes over what the attempt, made with {@link #unsettled()}, has settled. */
    void settle(Attempt attempt) {
        List<byte[]> left = new ArrayList<>();
        for (int i = 0; i < unsettled.size(); i++) {
            switch (attempt.outcome(i)) {
                case OPEN -> left.add(unsettled.get(i));
                case REJECTED -> rejected.add(unsettled.get(i));
                case ACKNOWLEDGED -> {}
            }
        }
        unsettled = left;
    }

    boolean isSettled() {
        return unsettled.isEmpty();
    }
}
