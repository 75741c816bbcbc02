package dev.holdfast.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final long SECOND = 1_000_000;
    private static final Lookup TEN = new Lookup.ById(10);
    private static final Lookup ALIAS = new Lookup.ByAlias("spring");

    private static Position position(long settled, long tickAge, boolean recovering) {
        return new Position(settled, settled + 5, 100 * SECOND, tickAge, recovering);
    }

    @Test
    void aReplicaKnowsWhatIsNotThereUpToItsPosition() {
        assertThat(position(10, 0, true).knowsAbsent(TEN)).isTrue();
        assertThat(position(9, 0, true).knowsAbsent(TEN)).isFalse();
        assertThat(position(1000, 0, true).knowsAbsent(ALIAS)).isFalse();
    }

    @Test
    void thePrimaryKnowsWhatIsNotThereWhileItTicks() {
        assertThat(position(0, 2 * SECOND - 1, false).knowsAbsent(TEN)).isTrue();
        assertThat(position(0, 2 * SECOND - 1, false).knowsAbsent(ALIAS)).isTrue();
        assertThat(position(0, 2 * SECOND, false).knowsAbsent(TEN)).isFalse();
        assertThat(position(10, 2 * SECOND, false).knowsAbsent(TEN)).isTrue();
        assertThat(position(0, -2 * SECOND, false).knowsAbsent(ALIAS)).isFalse();
    }

    @Test
    void lagIsCountedFromTheNewestTickSeenAnywhere() {
        Positions positions = new Positions();
        Position replica = new Position(5, 5, 97 * SECOND, 0, true);
        positions.observe(replica);
        assertThat(positions.lagOf(replica)).isZero();
        positions.observe(new Position(9, 9, 100 * SECOND, 0, false));
        assertThat(positions.lagOf(replica)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void onlyTheLivePrimarySaysWhatCanHaveBeenIssued() {
        Positions positions = new Positions();
        assertThat(positions.highestPossible()).isEqualTo(Long.MAX_VALUE);
        positions.observe(new Position(9, 9, SECOND, 0, true));
        positions.observe(new Position(9, 9, SECOND, 3 * SECOND, false));
        assertThat(positions.highestPossible()).isEqualTo(Long.MAX_VALUE);
        positions.observe(new Position(9, 9, SECOND, 0, false));
        assertThat(positions.highestPossible()).isEqualTo(10_000_009);
    }
}
