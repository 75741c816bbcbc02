package dev.holdfast.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Backoff backoff = new Backoff(now::get);

    @Test
    void waitsLongerWithEachFailureUpToABound() {
        assertThat(backoff.isOver()).isTrue();
        backoff.failed();
        assertThat(backoff.isOver()).isFalse();
        now.addAndGet(Backoff.FIRST.toNanos());
        assertThat(backoff.isOver()).isTrue();
        for (int i = 0; i < 20; i++) {
            backoff.failed();
        }
        now.addAndGet(Backoff.LONGEST.toNanos() / 2);
        assertThat(backoff.isOver()).isFalse();
        now.addAndGet(Backoff.LONGEST.toNanos() / 2);
        assertThat(backoff.isOver()).isTrue();
    }

    @Test
    void aSuccessEndsIt() {
        backoff.failed();
        backoff.failed();
        backoff.succeeded();
        assertThat(backoff.isOver()).isTrue();
        backoff.failed();
        now.addAndGet(Backoff.FIRST.toNanos());
        assertThat(backoff.isOver()).isTrue();
    }
}
