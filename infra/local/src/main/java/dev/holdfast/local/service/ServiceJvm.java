package dev.holdfast.local.service;

import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How the JVM of a service is started. */
public final class ServiceJvm {
    private static final String CACHE = ".aot";

    private ServiceJvm() {}

    /** The options that every service gets, from the file that says what each is for. */
    public static List<String> options() {
        var file = Folders.repository().resolve("infra/local/src/main/sh/service.options");
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .flatMap(line -> Stream.of(line.strip().split(" +")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the AOT cache of a service lies that the build has trained, if it could. */
    public static Path cache(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", CACHE));
    }

    /** Has the JVM use the service's AOT cache, when there is one. */
    static List<String> cacheOptions(Path jar) {
        var cache = cache(jar);
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /** Whether this process, started with the cache, has it in its memory; true where the system doesn't tell. */
    static boolean uses(long pid, Path cache) {
        var maps = Path.of("/proc", Long.toString(pid), "maps");
        try (var lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.endsWith(cache.toString()));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }
}
