package dev.holdfast.drills.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.probe.Sample.Kind;
import dev.holdfast.drills.probe.Sample.Outcome;
import dev.holdfast.drills.verify.ClickCheck;
import dev.holdfast.drills.verify.LinkCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final long SECOND = 1_000_000_000;
    private static final Window WINDOW = new Window(10 * SECOND, 30 * SECOND, 32 * SECOND, 40 * SECOND);

    /** One create each half second, none of which is answered between two moments. */
    private static List<Sample> creates(double silentFrom, double silentTo) {
        List<Sample> samples = new ArrayList<>();
        for (double due = 0; due < 40; due += 0.5) {
            double end = due >= silentFrom && due < silentTo ? silentTo : due;
            samples.add(sample(Kind.CREATE, due, end, Outcome.OK));
        }
        return samples;
    }

    private static Sample sample(Kind kind, double due, double end, Outcome outcome) {
        return new Sample(kind, (long) (due * SECOND), (long) (end * SECOND), 1, 200, outcome, "c", "");
    }

    private static Map<String, Double> measure(List<Sample> samples) {
        return new Measures(samples, WINDOW)
                .of(
                        Duration.ofSeconds(5),
                        new LinkCheck(1, List.of(), List.of(), ""),
                        new ClickCheck(1, 0, 1, 0, 0, List.of(), 0));
    }

    @Test
    void withoutAPauseCreatesWereNeverAway() {
        assertThat(measure(creates(0, 0))).containsEntry("creates-back-s", 0.0).containsEntry("creates-pause-s", 0.5);
    }

    @Test
    void backIsWhenTheLongestPauseEnds() {
        assertThat(measure(creates(12, 19)))
                .containsEntry("creates-back-s", 9.0)
                .containsEntry("creates-pause-s", 7.5);
    }

    @Test
    void whatNeverCameBackWasAwayToTheEnd() {
        List<Sample> samples = creates(0, 0).stream()
                .filter(sample -> sample.due() < 11 * SECOND)
                .toList();
        assertThat(measure(samples)).containsEntry("creates-back-s", 30.0);
    }

    @Test
    void failuresAreLateAfterTheGraceAndAtTheRepairAfterIt() {
        List<Sample> samples = List.of(
                sample(Kind.OLD, 12, 13, Outcome.NO_ANSWER),
                sample(Kind.FRESH, 16, 16, Outcome.FALSE_404),
                sample(Kind.OLD, 31, 31, Outcome.REFUSED),
                sample(Kind.OLD, 33, 35.5, Outcome.OK));
        assertThat(measure(samples))
                .containsEntry("failed-redirects", 3.0)
                .containsEntry("late-failed-redirects", 2.0)
                .containsEntry("failed-redirects-at-repair", 1.0)
                .containsEntry("false-404", 1.0)
                .containsEntry("slowest-redirect-s", 2.5);
    }
}
