package dev.holdfast.drills.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drills.catalogue.Watch;
import dev.holdfast.drills.catalogue.Watch.How;
import dev.holdfast.drills.measure.Scraper.Reading;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final long SECOND = 1_000_000_000;

    /** One value each second, the fault at second 2. */
    private static double measure(How how, double limit, double... values) {
        List<Reading> readings = IntStream.range(0, values.length)
                .mapToObj(i -> new Reading(i * SECOND, Map.of("a", values[i])))
                .toList();
        return new Course(readings, 2 * SECOND).measure(new Watch("w", how, "link-reader", "m", limit));
    }

    @Test
    void aboveIsTheFirstTimeAfterTheFault() {
        assertThat(measure(How.ABOVE, 0.5, 1, 0, 0, 0, 1)).isEqualTo(2);
        assertThat(measure(How.ABOVE, 0.5, 1, 1, 0, 0, 0)).isInfinite();
    }

    @Test
    void aCounterThatStartsAnewGrowsFromZero() {
        assertThat(measure(How.COUNT, 0, 5, 10, 15, 2, 4)).isEqualTo(4);
    }

    @Test
    void resumesAfterTheLongestStandstill() {
        assertThat(measure(How.RESUMES, 0, 0, 1, 2, 2, 2, 2, 2, 3, 4, 5)).isEqualTo(5);
        assertThat(measure(How.RESUMES, 0, 0, 1, 2, 3, 4, 5)).isZero();
        assertThat(measure(How.RESUMES, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3)).isInfinite();
    }

    @Test
    void whatNobodyReadAfterTheFaultIsNotKnownToBeBack() {
        assertThat(measure(How.RESUMES, 0)).isInfinite();
        assertThat(measure(How.RESUMES, 0, 0, 1, 2)).isInfinite();
    }

    @Test
    void calmsWhenItNoLongerGrowsFast() {
        assertThat(measure(How.CALMS, 5, 0, 0, 0, 10, 20, 21, 22)).isEqualTo(2);
    }

    @Test
    void seriesAreAddedByTheBeginningOfTheirText() {
        String page = "# HELP x\nx_total{a=\"1\",b=\"2\"} 3.0\nx_total{a=\"1\",b=\"3\"} 4\nx_total{a=\"2\"} NaN\n";
        assertThat(Scraper.sum(page, "x_total{a=\"1\"")).isEqualTo(7);
        assertThat(Scraper.sum(page, "x_total")).isEqualTo(7);
    }
}
