package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code infra/stack drill} in a short form: some faults, the whole way from the look at the health to the report. */
class DrillsTest {
    private final Platform platform = Platform.shared();

    @TempDir
    private Path reports;

    /** How long creates were away is for a machine that does nothing else. */
    @ParameterizedTest
    @CsvSource({
        "reader-kill, kill link-reader-1",
        "worker-kill, kill click-worker-1",
        "replica-freeze, pause @replica",
        "primary-crash, crash @primary",
        "cache-cold, roll @readers"
    })
    void aDrillBreaksRestoresVerifiesAndReports(String name, String fault) throws IOException {
        platform.stack("up").orFail();
        Platform.Output drill = platform.stack(
                "drill",
                name,
                "--on",
                "embedded",
                "--duration",
                "3",
                "--rate",
                "30",
                "--budget",
                "creates-back-s=60",
                "--report",
                reports.toString());
        assertThat(drill.exitCode()).as(drill.text()).isZero();
        Path folder = onlyFolder();
        JsonNode report = Api.JSON.readTree(folder.resolve("report.json").toFile());
        assertThat(report.path("passed").asBoolean()).isTrue();
        assertThat(report.at("/measures/checked-links").asInt()).isGreaterThan(400);
        assertThat(report.at("/measures/clicks").asInt()).isGreaterThan(400);
        assertThat(folder.resolve("timeline.csv")).content().contains(",EVENT,").contains(",FRESH,");
        assertThat(folder.resolve("timeline.svg")).content().startsWith("<svg");
        assertThat(folder.resolve("report.md")).content().contains(fault);
        assertThat(report.path("standard").asBoolean(true)).isFalse();
        assertThat(platform.stack("drill", "status", "--report", reports.toString())
                        .text())
                .containsPattern(name + " +embedded +never +untested");
        assertThat(reports.resolve("drills.prom"))
                .content()
                .contains("holdfast_drill_last_run_timestamp_seconds{drill=\"" + name + "\",on=\"embedded\"} 0");
    }

    private Path onlyFolder() throws IOException {
        try (Stream<Path> folders = Files.list(reports)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void whatMayNotBeBrokenIsNotBroken() {
        platform.stack("up").orFail();
        Platform.Output refused = platform.stack("drill", "reader-kill", "--target", "http://203.0.113.1:8080");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.text()).contains("neither loopback nor private");
        assertThat(platform.stack("drill", "no-such-drill").exitCode()).isEqualTo(2);
    }

    /** Of alerts, every metric that the services should show is one that they do. */
    @Test
    void alertsAreAboutMetricsThatExist() throws IOException {
        platform.stack("up").orFail();
        String shown = Metrics.of(platform, 251) + Metrics.of(platform, 351);
        Set<String> missing = new TreeSet<>();
        Pattern.compile("holdfast_[a-z_]+")
                .matcher(Files.readString(Platform.ROOT.resolve("infra/prometheus/alerts.yml")))
                .results()
                .map(match -> match.group())
                .filter(name -> !name.startsWith("holdfast_drill_") && !shown.contains(name))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }
}
