package dev.holdfast.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * infra/prometheus/alerts.yml: Prometheus understands it, it fires when it should, and somebody paged knows what to
 * read.
 */
class AlertsTest {
    private static final Path ROOT = Folders.repository();
    private static final Path ALERTS = ROOT.resolve("infra/prometheus/alerts.yml");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)");
    /** A procedure that somebody chooses, rather than a state that announces itself. */
    private static final Set<String> WITHOUT_ALERT = Set.of("docs/ops/restore.md");

    @Test
    void prometheusAcceptsTheRules() {
        Command.Result result = promtool("check", "rules", ALERTS.toString());
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts-test.yml", "drill-alerts-test.yml"})
    void theyFireWhenTheyShould(String file) {
        Path test = ROOT.resolve("infra/drills/src/test/resources").resolve(file);
        Command.Result result = promtool("test", "rules", test.toString());
        assertThat(result.exit()).as(result.output()).isZero();
    }

    private static Command.Result promtool(String... arguments) {
        String program = Command.find("promtool").map(Path::toString).orElse("");
        assumeTrue(!program.isEmpty(), "promtool is missing: Debian has it in the package prometheus");
        return new Command(
                        Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .run();
    }

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
        Set<String> linked = new TreeSet<>(RUNBOOK.matcher(Files.readString(ALERTS))
                .results()
                .map(match -> match.group(1))
                .toList());
        assertThat(linked).allSatisfy(page -> assertThat(ROOT.resolve(page)).exists());
        assertThat(pages()).isSubsetOf(linked);
    }

    @Test
    void everyAlertHasASeverityAndARunbook() throws IOException {
        List<String> alerts =
                Stream.of(Files.readString(ALERTS).split("- alert: ")).skip(1).toList();
        assertThat(alerts)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert)
                        .containsPattern("severity: (page|ticket) ")
                        .contains("summary: ")
                        .contains("runbook: "));
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/ops"))) {
            return pages.map(page -> "docs/ops/" + page.getFileName())
                    .filter(page -> !WITHOUT_ALERT.contains(page))
                    .toList();
        }
    }
}
