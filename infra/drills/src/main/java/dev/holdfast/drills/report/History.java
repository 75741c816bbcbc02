package dev.holdfast.drills.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the reports of a folder say about each drill: its last run on each kind of platform. Runs that were shortened or
 * loosened do not count; a report that says nothing of it is of a standard run.
 */
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> runs;

    private History(List<JsonNode> runs) {
        this.runs = runs;
    }

    public static History in(Path reports) {
        if (!Files.isDirectory(reports)) {
            return new History(List.of());
        }
        try (Stream<Path> folders = Files.list(reports)) {
            return new History(folders.map(folder -> folder.resolve("report.json"))
                    .filter(Files::exists)
                    .sorted()
                    .map(History::read)
                    .filter(run -> run.path("standard").asBoolean(true))
                    .toList());
        } catch (IOException e) {
            throw DrillException.error("can't read " + reports + ": " + e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw DrillException.error(file + " is no report: " + e);
        }
    }

    /** The last run of a drill on a kind of platform. */
    Optional<JsonNode> last(Drill drill, Kind kind) {
        return last(drill, kind, 1).stream().findFirst();
    }

    /** The last runs of a drill on a kind of platform, at most so many, the earliest first. */
    List<JsonNode> last(Drill drill, Kind kind, int most) {
        List<JsonNode> all = runs.stream()
                .filter(run -> run.path("drill").asText().equals(drill.name())
                        && run.path("on").asText().equals(kind.text()))
                .toList();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** A line for each drill and kind of platform that it can be run on. */
    public String status(List<Drill> drills, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-20s %-9s %-20s %-8s %s", "DRILL", "ON", "LAST RUN (UTC)", "AGE", "RESULT"));
        for (Drill drill : drills) {
            for (Kind kind : Kind.values()) {
                if (drill.on().contains(kind)) {
                    lines.add(line(drill, kind, now));
                }
            }
        }
        return String.join("\n", lines);
    }

    private String line(Drill drill, Kind kind, Instant now) {
        Optional<JsonNode> last = last(drill, kind);
        if (last.isEmpty()) {
            return String.format("%-20s %-9s %-20s %-8s %s", drill.name(), kind.text(), "never", "", "untested");
        }
        Instant began = began(last.get());
        return String.format(
                "%-20s %-9s %-20s %-8s %s",
                drill.name(),
                kind.text(),
                began.toString().substring(0, 16).replace('T', ' '),
                age(Duration.between(began, now)),
                last.get().path("passed").asBoolean() ? "within budget" : "OVER BUDGET");
    }

    private static Instant began(JsonNode run) {
        return Instant.parse(run.path("began").asText());
    }

    private static String age(Duration age) {
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /**
     * The same as metrics, in a file for the textfile collector of Prometheus's node exporter. A path that was never
     * drilled has the time 0.
     */
    public void writeMetrics(Path reports, List<Drill> drills) {
        StringBuilder times = new StringBuilder("""
                # HELP holdfast_drill_last_run_timestamp_seconds When this failover path was last drilled; 0: never.
                # TYPE holdfast_drill_last_run_timestamp_seconds gauge
                """);
        StringBuilder results = new StringBuilder("""
                # HELP holdfast_drill_last_passed Whether that drill was within its budget.
                # TYPE holdfast_drill_last_passed gauge
                """);
        for (Drill drill : drills) {
            for (Kind kind : Kind.values()) {
                if (drill.on().contains(kind)) {
                    Optional<JsonNode> last = last(drill, kind);
                    String labels = "{drill=\"" + drill.name() + "\",on=\"" + kind.text() + "\"} ";
                    long time = last.map(run -> began(run).getEpochSecond()).orElse(0L);
                    times.append("holdfast_drill_last_run_timestamp_seconds")
                            .append(labels)
                            .append(time)
                            .append('\n');
                    last.ifPresent(run -> results.append("holdfast_drill_last_passed")
                            .append(labels)
                            .append(run.path("passed").asBoolean() ? 1 : 0)
                            .append('\n'));
                }
            }
        }
        replace(reports.resolve("drills.prom"), times.append(results).toString());
    }

    /** Whoever reads it sees all of it or nothing. */
    private static void replace(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DrillException.error("can't write " + file + ": " + e);
        }
    }
}
