package dev.holdfast.reader.click;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A spill file by its name: {@code spill-<number>-<records>.clicks}, without the records while it is being written.
 *
 * @param path where it is
 * @param number its place in the order
 * @param records how many clicks it holds
 * @param bytes its size
 */
record SpillFile(Path path, long number, long records, long bytes) {
    private static final Pattern NAME = Pattern.compile("spill-(\\d{1,18})(?:-(\\d{1,18}))?\\.clicks");

    static Path unsealed(Path folder, long number) {
        return folder.resolve(String.format(Locale.ROOT, "spill-%012d.clicks", number));
    }

    /** Gives the file the name that says how many records it holds: it will not grow any more. */
    static Path seal(Path file, long number, long records) throws IOException {
        return Files.move(
                file, file.resolveSibling(String.format(Locale.ROOT, "spill-%012d-%d.clicks", number, records)));
    }

    /** The spill files of a folder, in their order. Counts the records of one that was cut off while it was written. */
    static List<SpillFile> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SpillFile::isOne)
                    .map(SpillFile::of)
                    .sorted(Comparator.comparingLong(SpillFile::number))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static SpillFile of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("not a spill file: " + file);
        }
        @Nullable String records = name.group(2);
        return new SpillFile(
                file,
                Long.parseLong(name.group(1)),
                records == null ? count(file) : Long.parseLong(records),
                file.toFile().length());
    }

    /** 0 for a file that can't be read: whoever reads it for its clicks reports that. */
    private static long count(Path file) {
        try (SpillReader reader = new SpillReader(file)) {
            while (!reader.isAtEnd()) {
                reader.next();
            }
            return reader.read();
        } catch (IOException e) {
            return 0;
        }
    }
}
