package dev.holdfast.reader.click;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts a file that can't be read out of the way and keeps it for whoever wants to look. */
final class CorruptFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyyMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CorruptFile() {}

    /** Renames the file to {@code <name>.corrupt-<time>} and returns the new path. */
    static Path setAside(Path file) throws IOException {
        return Files.move(file, file.resolveSibling(file.getFileName() + ".corrupt-" + TIME.format(Instant.now())));
    }
}
