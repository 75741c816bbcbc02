package dev.holdfast.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagGateTest {
    private final LagGate gate = new LagGate();

    private boolean closedAt(long millis) {
        gate.observe(Duration.ofMillis(millis));
        return gate.isClosed();
    }

    @Test
    void itClosesAboveOneSecondAndOpensBelowHalfOfThat() {
        assertThat(closedAt(1000)).isFalse();
        assertThat(closedAt(1001)).isTrue();
        assertThat(closedAt(900)).isTrue();
        assertThat(closedAt(500)).isTrue();
        assertThat(closedAt(499)).isFalse();
        assertThat(closedAt(900)).isFalse();
    }
}
