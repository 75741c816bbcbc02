package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final int CAPACITY = 1 << 16;

    private final Ring ring = new Ring(ByteBuffer.allocateDirect(CAPACITY + Ring.TRAILER_BYTES));

    @Test
    void givesBackWhatWasAppendedHoweverOftenItWraps() {
        List<Long> numbers = new ArrayList<>();
        for (long first = 1; first < 20_000; first += 100) {
            LongStream.range(first, first + 100)
                    .forEach(n -> assertThat(ring.append(Clicks.click(n))).isTrue());
            assertThat(ring.records()).isEqualTo(100);
            numbers.addAll(Clicks.drain(ring));
        }
        assertThat(numbers).isEqualTo(Clicks.numbers(1, 20_000));
        assertThat(ring.usedBytes()).isZero();
    }

    @Test
    void keepsABatchUntilItIsRemoved() {
        ring.append(Clicks.click(1));
        Batch batch = ring.next();
        ring.append(Clicks.click(2));
        assertThat(ring.next()).isSameAs(batch);
        assertThat(ring.records()).isEqualTo(2);
        ring.remove(Objects.requireNonNull(batch));
        assertThat(Clicks.drain(ring)).containsExactly(2L);
        assertThat(ring.next()).isNull();
    }

    @Test
    void refusesWhenFullAndGivesBackAllItTook() {
        long number = 1;
        while (ring.append(Clicks.click(number))) {
            number++;
        }
        assertThat(ring.isHalfFull()).isTrue();
        assertThat(ring.append(Clicks.click(number))).isFalse();
        assertThat(ring.records()).isEqualTo(number - 1);
        assertThat(Clicks.drain(ring)).isEqualTo(Clicks.numbers(1, number - 1));
        assertThat(ring.append(Clicks.click(number))).isTrue();
    }

    @Test
    void keepsTheOrderOfEachOfManyThreads() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long base = 1_000_000L * (t + 1);
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    while (!ring.append(Clicks.click(base + i))) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        Map<Long, Long> last = new HashMap<>();
        long total = 0;
        while (total < (long) threads * each) {
            for (long number : Clicks.drain(ring)) {
                Long before = last.put(number / 1_000_000, number);
                assertThat(number).isEqualTo(before == null ? number / 1_000_000 * 1_000_000 : before + 1);
                total++;
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(ring.records()).isZero();
    }
}
