package dev.holdfast.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.cache.CachedLink;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShownVersionsTest {
    private final AtomicLong time = new AtomicLong();
    private final ShownVersions shown = new ShownVersions(true, time::get);

    private static CachedLink version(long version) {
        return new CachedLink(1, version, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, "https://example.com/");
    }

    private void sweepAfter(Duration passed, long settled) {
        time.addAndGet(passed.toNanos());
        shown.sweep(OptionalLong.of(settled));
    }

    @Test
    void anOlderVersionIsRefusedUnlessTheSourceIsBeyondTheShownOne() {
        shown.note("a", version(10));
        assertThat(shown.accepts("a", 9, 9)).isFalse();
        assertThat(shown.accepts("a", 9, -1)).isFalse();
        assertThat(shown.accepts("a", 9, 10)).isTrue();
        assertThat(shown.accepts("a", 10, -1)).isTrue();
        assertThat(shown.accepts("a", 11, 2)).isTrue();
        assertThat(shown.accepts("other", 2, 2)).isTrue();
    }

    @Test
    void theNewestOfSeveralIsKept() {
        shown.note("a", version(10));
        shown.note("a", version(12));
        shown.note("a", version(11));
        assertThat(shown.kept("a")).isEqualTo(version(12));
    }

    @Test
    void aLinkThatWasNeverChangedIsNotKept() {
        shown.note("a", version(1));
        assertThat(shown.kept("a")).isNull();
    }

    @Test
    void aVersionIsForgottenAWhileAfterEveryDatabaseHasPassedIt() {
        shown.note("a", version(10));
        shown.note("b", version(20));
        sweepAfter(Duration.ZERO, 15);
        sweepAfter(Duration.ofSeconds(9), 15);
        assertThat(shown.kept("a")).isNotNull();
        sweepAfter(Duration.ofSeconds(1), 15);
        assertThat(shown.kept("a")).isNull();
        assertThat(shown.kept("b")).isNotNull();
    }

    @Test
    void aSourceThatWentBackBelowWhatIsForgottenIsNotBelieved() {
        shown.note("a", version(10));
        sweepAfter(Duration.ZERO, 15);
        sweepAfter(Duration.ofSeconds(10), 15);
        assertThat(shown.accepts("a", 9, 9)).isFalse();
        assertThat(shown.accepts("a", 9, 10)).isTrue();
        assertThat(shown.accepts("a", 10, 9)).isTrue();
    }

    @Test
    void whileNoDatabaseAnswersNothingMoreIsForgotten() {
        shown.note("a", version(10));
        shown.sweep(OptionalLong.of(9));
        time.addAndGet(Duration.ofMinutes(1).toNanos());
        shown.sweep(OptionalLong.empty());
        assertThat(shown.kept("a")).isNotNull();
    }

    @Test
    void tooManyAreTradedForOneNumber() {
        for (int i = 0; i < 100_001; i++) {
            shown.note("code" + i, version(i + 2));
        }
        shown.sweep(OptionalLong.empty());
        assertThat(shown.kept("code7")).isNull();
        assertThat(shown.accepts("code7", 1, 100_001)).isFalse();
        assertThat(shown.accepts("code7", 1, 100_002)).isTrue();
    }
}
