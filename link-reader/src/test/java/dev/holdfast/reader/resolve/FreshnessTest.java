package dev.holdfast.reader.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long SECOND = Ticks.of(Duration.ofSeconds(1));

    private final Coverage coverage = new Coverage();

    private Freshness of(Entry entry, long seconds) {
        return Freshness.of(entry, coverage, seconds * SECOND);
    }

    private static Entry loadedAt(long seconds) {
        return new Entry(new Resolution.Absent(), seconds * SECOND, seconds * SECOND);
    }

    private void beats(long from, long to) {
        for (long second = from; second <= to; second++) {
            coverage.heard(second * SECOND);
        }
    }

    @Test
    void whileNobodyTellsOfChangesLivesAreShort() {
        Entry entry = loadedAt(100);
        assertThat(of(entry, 101)).isEqualTo(Freshness.FRESH);
        assertThat(of(entry, 102)).isEqualTo(Freshness.SOFT);
        assertThat(of(entry, 104)).isEqualTo(Freshness.SOFT);
        assertThat(of(entry, 105)).isEqualTo(Freshness.HARD);
    }

    @Test
    void whatWasTrueWhenTheSubscriptionBeganIsAsNewAsTheLastBeat() {
        coverage.subscribed(90 * SECOND);
        beats(91, 120);
        Entry entry = loadedAt(100);
        assertThat(of(entry, 120)).isEqualTo(Freshness.FRESH);
        assertThat(of(entry, 122)).isEqualTo(Freshness.SOFT);
        assertThat(of(entry, 125)).isEqualTo(Freshness.HARD);
    }

    @Test
    void evenThenItIsLookedUpOnceInAWhile() {
        coverage.subscribed(90 * SECOND);
        beats(91, 140);
        assertThat(of(loadedAt(100), 131)).isEqualTo(Freshness.SOFT);
    }

    @Test
    void whatIsOlderThanTheSubscriptionIsNotCovered() {
        coverage.subscribed(101 * SECOND);
        beats(102, 120);
        assertThat(of(loadedAt(100), 120)).isEqualTo(Freshness.HARD);
        Entry behind = new Entry(new Resolution.Absent(), 110 * SECOND, 100 * SECOND);
        assertThat(of(behind, 120)).isEqualTo(Freshness.HARD);
    }

    @Test
    void aSilenceEndsTheCoverage() {
        coverage.subscribed(90 * SECOND);
        beats(91, 110);
        beats(113, 120);
        assertThat(of(loadedAt(100), 120)).isEqualTo(Freshness.HARD);
        assertThat(of(loadedAt(114), 120)).isEqualTo(Freshness.FRESH);
    }

    @Test
    void aNewSubscriptionEndsTheCoverage() {
        coverage.subscribed(90 * SECOND);
        beats(91, 110);
        coverage.subscribed(111 * SECOND);
        beats(111, 120);
        assertThat(of(loadedAt(100), 120)).isEqualTo(Freshness.HARD);
    }
}
