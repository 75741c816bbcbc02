package dev.holdfast.reader.click;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * One try to bring records to Kafka. It is over when every record has its outcome or Kafka is in trouble; records that
 * are open then may have arrived or may yet arrive. Safe for use by many threads.
 */
final class Attempt {
    enum Outcome {
        OPEN,
        ACKNOWLEDGED,
        /** Kafka will never take this record, whatever else is sent. */
        REJECTED
    }

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final List<byte[]> records;
    private final AtomicIntegerArray outcomes;
    private final AtomicInteger open;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Exception trouble;

    Attempt(List<byte[]> records) {
        this.records = records;
        outcomes = new AtomicIntegerArray(records.size());
        open = new AtomicInteger(records.size());
    }

    List<byte[]> records() {
        return records;
    }

    Outcome outcome(int index) {
        return OUTCOMES[outcomes.get(index)];
    }

    /** What is wrong with Kafka; null when nothing is. */
    @Nullable Exception trouble() {
        return trouble;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits at most so long; returns whether the attempt is over. */
    boolean await(Duration bound) throws InterruptedException {
        return over.await(bound.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Kafka's answer for one record. */
    void answered(int index, @Nullable Exception failure) {
        if (failure == null) {
            settle(index, Outcome.ACKNOWLEDGED);
        } else if (isOfTheRecord(failure)) {
            settle(index, Outcome.REJECTED);
        } else {
            fail(failure);
        }
    }

    /** Ends the attempt. */
    void fail(Exception failure) {
        trouble = failure;
        over.countDown();
    }

    private void settle(int index, Outcome outcome) {
        outcomes.set(index, outcome.ordinal());
        if (open.decrementAndGet() == 0) {
            over.countDown();
        }
    }

    /** Kafka names these for the very record at fault; its neighbours in a refused batch get another exception. */
    private static boolean isOfTheRecord(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof SerializationException;
    }
}
