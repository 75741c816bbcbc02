package dev.holdfast.drills.report;

import dev.holdfast.drills.DrillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One folder for each run: {@code 20261120-141500-reader-kill-embedded}, by the time it began (UTC). */
public final class ReportFolder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private ReportFolder() {}

    /** Writes all forms of the report, and the metrics of all drills beside its folder. */
    public static Path write(Path reports, Result result) {
        Path folder = reports.resolve(TIME.format(result.began()) + "-" + result.drill() + "-" + result.on());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.json"), JsonReport.render(result));
            Files.writeString(folder.resolve("report.md"), MarkdownReport.render(result));
            Files.writeString(folder.resolve("timeline.csv"), Timeline.render(result));
            Files.writeString(folder.resolve("timeline.svg"), Picture.render(result));
            return folder;
        } catch (IOException e) {
            throw DrillException.error("can't write " + folder + ": " + e);
        }
    }

    /** What is printed at the end of a drill. */
    public static String summary(Result result, Path folder) {
        return result.drill() + " on " + result.on() + ": " + result.verdict() + "\n\n"
                + MarkdownReport.measures(result) + folder + "/report.md\n";
    }
}
