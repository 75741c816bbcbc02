package dev.holdfast.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchLimitTest {
    private static final Duration QUICKLY = BatchLimit.QUICK.minusMillis(1);
    private static final Duration SLOWLY = BatchLimit.SLOW.plusMillis(1);

    @Test
    void growsWithFullQuickBatchesUpToTheLargest() {
        BatchLimit limit = new BatchLimit(10_000);
        int first = limit.records();
        limit.stored(first, QUICKLY);
        assertThat(limit.records()).isGreaterThan(first);
        for (int i = 0; i < 20; i++) {
            limit.stored(limit.records(), QUICKLY);
        }
        assertThat(limit.records()).isEqualTo(10_000);
    }

    @Test
    void smallBatchesSayNothing() {
        BatchLimit limit = new BatchLimit(10_000);
        int first = limit.records();
        limit.stored(1, QUICKLY);
        limit.stored(first, BatchLimit.SLOW);
        assertThat(limit.records()).isEqualTo(first);
    }

    @Test
    void shrinksWithSlowOnesButNotToNothing() {
        BatchLimit limit = new BatchLimit(10_000);
        for (int i = 0; i < 20; i++) {
            limit.stored(limit.records(), SLOWLY);
        }
        assertThat(limit.records()).isEqualTo(100);
    }
}
