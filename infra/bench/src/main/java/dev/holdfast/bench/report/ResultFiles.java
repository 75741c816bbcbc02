package dev.holdfast.bench.report;

import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code infra/bench/results/}: text, JSON and chart of every run, named by bench and time (UTC). */
public final class ResultFiles {
    private ResultFiles() {}

    public static Path folder() {
        Path folder = Folders.repository().resolve("infra/bench/results");
        Folders.create(folder);
        return folder;
    }

    /**
     * The last result of a bench, as JSON, if it has left one.
     *
     * @param oldest a {@link #stem} of that bench, made before
     */
    public static Optional<Path> newest(String bench, Path oldest) {
        Pattern name = Pattern.compile(Pattern.quote(bench) + "-[0-9]{8}-[0-9]{6}\\.json");
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .filter(file -> file.compareTo(oldest) > 0)
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path without its ending, for the files of one run. */
    public static Path stem(String bench) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
        return folder().resolve(bench + "-" + time);
    }

    /**
     * Writes the report in its three forms.
     *
     * @return its text
     */
    public static String write(Report report) {
        Path stem = stem(report.bench());
        String text = TextReport.render(report);
        write(stem, ".txt", text);
        write(stem, ".json", JsonReport.render(report));
        write(stem, ".svg", Chart.render(report));
        Path shown = Folders.repository().relativize(stem);
        return text + "\n  written: " + shown + ".txt, .json, .svg\n";
    }

    public static Path write(Path stem, String ending, String content) {
        try {
            return Files.writeString(stem.resolveSibling(stem.getFileName() + ending), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
