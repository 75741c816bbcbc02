package dev.holdfast.worker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aQueueThatDrainsFasterThanItFillsHasATimeToDrain() {
        assertThat(Rates.of(List.of(at(0, 1000, 0), at(5, 1500, 700), at(10, 2000, 1500))))
                .isEqualTo(new Rates(100, 150, 10.0));
    }

    @Test
    void aQueueThatGrowsOrStandsStillHasNone() {
        assertThat(Rates.of(List.of(at(0, 1000, 0), at(10, 2000, 900)))).isEqualTo(new Rates(100, 90, null));
        assertThat(Rates.of(List.of(at(0, 1000, 0), at(10, 1000, 0)))).isEqualTo(new Rates(0, 0, null));
    }

    @Test
    void anEmptyQueueIsDrained() {
        assertThat(Rates.of(List.of(at(0, 10, 10), at(10, 20, 20)))).isEqualTo(new Rates(1, 1, 0.0));
    }

    @Test
    void nothingIsKnownFromOneSampleOrFromSamplesCloseTogether() {
        assertThat(Rates.of(List.of())).isNull();
        assertThat(Rates.of(List.of(at(0, 10, 10)))).isNull();
        assertThat(Rates.of(List.of(at(0, 10, 10), new Sample(START.plusMillis(900), 10, 10))))
                .isNull();
    }

    private static Sample at(int second, long end, long next) {
        return new Sample(START.plusSeconds(second), end, next);
    }
}
