package dev.holdfast.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drills.catalogue.Catalogue;
import dev.holdfast.drills.catalogue.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    private final Drill drill = Catalogue.named("primary-kill");

    @TempDir
    private Path reports;

    private void run(int number, double back, int lost, boolean passed) throws IOException {
        Path folder = Files.createDirectories(reports.resolve("20261120-12000" + number + "-primary-kill-ha"));
        Files.writeString(folder.resolve("report.json"), """
                {"drill": "primary-kill", "on": "ha", "began": "2026-11-20T12:00:0%dZ", "passed": %b,
                 "budgets": {"creates-back-s": 25, "lost-links": 0},
                 "measures": {"creates-back-s": %s, "lost-links": %d, "slowest-redirect-s": 0.5}}""".formatted(number, passed, back, lost));
    }

    private String table() {
        return tableAfter("");
    }

    private String tableAfter(String before) {
        return ResultTable.render(History.in(reports), List.of(drill), before);
    }

    private static String row(String drill, String on, String day) {
        return "| [" + drill + "](../infra/drills/" + drill + "/README.md) | " + on + " | " + day + " | x | within |";
    }

    @Test
    void showsTheNumbersOfTheLastThreeRuns() throws IOException {
        run(1, 99, 0, true);
        run(2, 21.5, 0, true);
        run(3, 22, 0, true);
        run(4, 20.1, 0, true);
        assertThat(table())
                .contains("| ha | 2026-11-20 | 0 lost-links; creates-back-s **21.5, 22, 20.1** of 25;")
                .contains("| within, 3 times running |");
    }

    @Test
    void whatWasNotZeroEachTimeIsShownAndTheLastRunDecides() throws IOException {
        run(1, 21.5, 2, false);
        run(2, 22.5, 0, true);
        run(3, 20.5, 0, true);
        assertThat(table()).contains("lost-links **2, 0, 0** of 0").contains("| within |");
    }

    @Test
    void runsFromBeforeAMeasureSayNothingOfIt() throws IOException {
        run(1, 21.5, 0, true);
        run(2, 22, 0, true);
        Path report = reports.resolve("20261120-120002-primary-kill-ha/report.json");
        Files.writeString(
                report, Files.readString(report).replace("\"lost-links\": 0", "\"lost-links\": 0, \"new\": 0"));
        assertThat(table()).contains("0 lost-links, new;");
    }

    @Test
    void rowsOfRunsElsewhereStay() {
        String elsewhere = row("primary-kill", "ha", "2026-11-19");
        assertThat(tableAfter(row("primary-switchover", "ha", "2026-11-19") + "\n" + elsewhere + "\n"))
                .endsWith(elsewhere + "\n")
                .doesNotContain("switchover", "untested");
    }

    @Test
    void theLaterOfARowAndTheReportsHereStands() throws IOException {
        run(1, 21.5, 0, true);
        String later = row("primary-kill", "ha", "2026-11-21");
        assertThat(tableAfter(later)).contains(later).doesNotContain("21.5");
        assertThat(tableAfter(row("primary-kill", "ha", "2026-11-20"))).contains("21.5");
    }

    @Test
    void rowsThatSayNothingOrAreOfKindsThatAreNotDrilledGo() {
        assertThat(tableAfter(
                        row("primary-kill", "ha", "never") + "\n" + row("primary-kill", "embedded", "2026-11-19")))
                .contains("| ha | never |")
                .doesNotContain("embedded");
    }

    @Test
    void whatWasNeverRunIsUntested() {
        assertThat(table()).contains("| ha | never | creates-back-s of 25 | untested |");
    }
}
