package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitorHashTest {
    private static final Instant MORNING = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-01T23:59:59.999Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-02T00:00:00Z");

    private final VisitorHash hash = hash("one secret");

    @Test
    void isTheSameAllDayOnAllReaders() {
        assertThat(hash.of(MORNING, "192.0.2.1", "Firefox"))
                .isEqualTo(hash.of(NIGHT, "192.0.2.1", "Firefox"))
                .isEqualTo(hash("one secret").of(NIGHT, "192.0.2.1", "Firefox"));
    }

    /** What the release before said, with another implementation: readers of both must agree while they take turns. */
    @Test
    void staysTheSameOverReleases() {
        assertThat(hash.of(MORNING, "192.0.2.1", "Firefox")).isEqualTo(0xf6615a9c3e3ea671L);
    }

    @Test
    void changesWithEachOfItsParts() {
        assertThat(hash.of(MORNING, "192.0.2.1", "Firefox"))
                .isNotEqualTo(hash.of(NEXT_DAY, "192.0.2.1", "Firefox"))
                .isNotEqualTo(hash.of(MORNING, "192.0.2.2", "Firefox"))
                .isNotEqualTo(hash.of(MORNING, "192.0.2.1", "Chrome"))
                .isNotEqualTo(hash.of(MORNING, "192.0.2.1", null))
                .isNotEqualTo(hash("another secret").of(MORNING, "192.0.2.1", "Firefox"));
    }

    @Test
    void goesBackToAnEarlierDay() {
        long morning = hash.of(MORNING, "192.0.2.1", "Firefox");
        hash.of(NEXT_DAY, "192.0.2.1", "Firefox");
        assertThat(hash.of(MORNING, "192.0.2.1", "Firefox")).isEqualTo(morning);
    }

    @Test
    void isRandomWithoutSecret() {
        ClickConfig config = new ClickConfig("", "", "");
        assertThat(new VisitorHash(config).of(MORNING, "192.0.2.1", null))
                .isNotEqualTo(new VisitorHash(config).of(MORNING, "192.0.2.1", null));
    }

    private static VisitorHash hash(String secret) {
        return new VisitorHash(secret.getBytes(StandardCharsets.UTF_8));
    }
}
