package dev.holdfast.drills.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private static final long SECOND = 1_000_000_000;
    private static final Window WINDOW = new Window(10 * SECOND, 30 * SECOND, 32 * SECOND, 40 * SECOND);

    private static double unseen(long... seconds) {
        return Observer.unseen(
                Arrays.stream(seconds).mapToObj(at -> at * SECOND).toList(), WINDOW);
    }

    @Test
    void unseenIsTheLongestTimeWithoutALook() {
        assertThat(unseen(1, 9, 12, 20, 25, 33, 41)).isEqualTo(8);
    }

    @Test
    void whoStoppedLookingHasNotSeenTheRest() {
        assertThat(unseen(9, 11, 12)).isEqualTo(28);
        assertThat(unseen()).isEqualTo(30);
        assertThat(unseen(1, 45)).isEqualTo(30);
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        AtomicInteger looks = new AtomicInteger();
        try (Every every = Every.start(Duration.ofMillis(1), "test", () -> {
            looks.incrementAndGet();
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> looks.get() > 2))
                    .isTrue();
        }
    }
}
