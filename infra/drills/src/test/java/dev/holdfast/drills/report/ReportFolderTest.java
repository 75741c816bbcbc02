package dev.holdfast.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.drills.catalogue.Catalogue;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.measure.Measures;
import dev.holdfast.drills.measure.Window;
import dev.holdfast.drills.verify.ClickCheck;
import dev.holdfast.drills.verify.LinkCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");
    private final Drill drill = Catalogue.named("worker-kill");

    @TempDir
    private Path reports;

    /** A run in which all was well, but for this. */
    private Result result(Map<String, Double> others, String unlisted, boolean standard) {
        Window window = new Window(5, 10, 11, 12);
        LinkCheck links = new LinkCheck(400, List.of(), List.of(), unlisted);
        ClickCheck clicks = new ClickCheck(10, 0, 10, 0, 0, List.of(), 1);
        Map<String, Double> measures = new Measures(List.of(), window).of(Duration.ZERO, links, clicks);
        measures.putAll(others);
        List<Event> events = List.of(new Event(5, "kill click-worker-1"), new Event(11, "failed: not whole"));
        return new Result(
                drill.name(),
                drill.title(),
                "ha",
                standard,
                BEGAN,
                40,
                window,
                drill.budgets(Kind.HA),
                measures,
                events,
                List.of(),
                links,
                clicks);
    }

    private Result result(Map<String, Double> others, String unlisted) {
        return result(others, unlisted, true);
    }

    private String status() {
        return History.in(reports).status(List.of(drill), BEGAN.plusSeconds(7200));
    }

    @Test
    void aRunInWhichAllWasWellIsWithinBudget() throws IOException {
        Path folder = ReportFolder.write(reports, result(Map.of("failed-steps", 0.0, "not-whole", 0.0), ""));
        assertThat(folder).isDirectoryContaining("glob:**/timeline.svg");
        assertThat(status()).containsPattern("worker-kill +ha +2026-11-20 12:00 +2 h +within budget");
    }

    @Test
    void aPlatformThatIsNotWholeAgainHasAReportAndIsOverBudget() throws IOException {
        Path folder = ReportFolder.write(reports, result(Map.of("failed-steps", 0.0, "not-whole", 2.0), ""));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.path("passed").asBoolean(true)).isFalse();
        assertThat(folder.resolve("report.md")).content().contains("| not-whole | 0 | 2 | **over** |");
        assertThat(status()).contains("OVER BUDGET");
    }

    @Test
    void aRunThatWasShortenedOrLoosenedHasAReportAndDoesNotCount() throws IOException {
        Path folder = ReportFolder.write(reports, result(Map.of("failed-steps", 0.0, "not-whole", 0.0), "", false));
        assertThat(folder.resolve("report.md")).content().contains("within budget, not a standard run");
        assertThat(status()).containsPattern("worker-kill +ha +never +untested");
        History.in(reports).writeMetrics(reports, List.of(drill));
        assertThat(reports.resolve("drills.prom"))
                .content()
                .contains("last_run_timestamp_seconds{drill=\"worker-kill\",on=\"ha\"} 0")
                .doesNotContain("last_passed{");
    }

    @Test
    void whatCouldNotBeVerifiedIsOverBudgetAndSaysWhy() throws IOException {
        Path folder = ReportFolder.write(
                reports, result(Map.of("failed-steps", 0.0, "not-whole", 0.0), "the links can't be listed: 503"));
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("OVER BUDGET")
                .contains("- the links can't be listed: 503");
    }
}
