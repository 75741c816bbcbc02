package dev.holdfast.drills.catalogue;

import dev.holdfast.drills.DrillException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The drills there are: a folder each under {@code infra/drills/}. */
public final class Catalogue {
    private static final String FILE = "drill.properties";

    private Catalogue() {}

    public static Path folder() {
        return Folders.repository().resolve("infra/drills");
    }

    /** By order of what they break, the mildest first: the setting {@code order}. */
    public static List<Drill> all() {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .map(Catalogue::load)
                    .sorted((a, b) -> Integer.compare(order(a), order(b)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int order(Drill drill) {
        return Integer.parseInt(drill.settings().getProperty("order", "1000"));
    }

    private static Drill load(Path folder) {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Drill.of(folder.getFileName().toString(), settings);
    }

    public static Drill named(String name) {
        return all().stream()
                .filter(drill -> drill.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DrillException.precondition("there is no drill '" + name + "'. There are: "
                        + all().stream().map(Drill::name).collect(Collectors.joining(", "))));
    }
}
