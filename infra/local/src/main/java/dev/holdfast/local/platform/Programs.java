package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.service.ServiceJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of what the build has made. A running JVM must not have its jars changed under it, and a build, or the tests,
 * may run at any time beside the platform.
 */
final class Programs {
    private Programs() {}

    /**
     * The service's jar, with its libraries beside it, in a folder that no build touches and that is named after the
     * content: another build makes another folder.
     *
     * @param target the module's target folder
     */
    static Path copy(Path state, String service, Path target) {
        var jar = target.resolve(service + ".jar");
        if (!Files.exists(jar)) {
            throw new StackException(service + " is not built (" + jar + " is missing): `infra/stack up` builds it");
        }
        return copy(state, service, withCache(jar), target.resolve("lib")).resolve(jar.getFileName());
    }

    /** An AOT cache is of use with the very jar that it was trained with. */
    private static List<Path> withCache(Path jar) {
        var cache = ServiceJvm.cache(jar);
        try {
            var fresh = Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
            return fresh ? List.of(jar, cache) : List.of(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for jars that are all libraries; answers the folder of the copies. */
    static Path copyLibraries(Path state, String name, Path libraries) {
        if (!Files.isDirectory(libraries)) {
            throw new StackException(name + " is not built (" + libraries + " is missing): `infra/stack up` builds it");
        }
        return copy(state, name, List.of(), libraries).resolve("lib");
    }

    private static Path copy(Path state, String name, List<Path> programs, Path libraryFolder) {
        try {
            var libraries = list(libraryFolder);
            var home = state.resolve("programs").resolve(name + "-" + fingerprint(programs, libraries));
            if (!Files.exists(home)) {
                publish(programs, libraries, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String fingerprint(List<Path> programs, List<Path> libraries) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : Stream.concat(programs.stream(), libraries.stream()).toList()) {
                // With the time: the JVM believes an AOT cache only beside jars as old as those it was trained with.
                var line = file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                if (!immutable(file)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether a file of this name and time never changes. Our own modules do; an AOT cache is replaced as a whole. */
    private static boolean immutable(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".aot") || !name.contains("SNAPSHOT") && name.matches(".*[0-9].*");
    }

    private static void publish(List<Path> programs, List<Path> libraries, Path home) throws IOException {
        Folders.create(home.getParent());
        var fresh = Files.createTempDirectory(home.getParent(), "copying-");
        for (var program : programs) {
            linkOrCopy(program, fresh.resolve(program.getFileName()));
        }
        var lib = Files.createDirectory(fresh.resolve("lib"));
        for (var library : libraries) {
            linkOrCopy(library, lib.resolve(library.getFileName()));
        }
        Folders.publish(fresh, home);
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        if (immutable(from)) {
            try {
                Files.createLink(to, from);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                Files.deleteIfExists(to); // another file system: copy
            }
        }
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Deletes the copies that nobody needs any more. */
    static void prune(Path state, List<Path> needed) {
        var all = state.resolve("programs");
        try {
            for (var home : Files.isDirectory(all) ? list(all) : List.<Path>of()) {
                if (!needed.contains(home)) {
                    Folders.delete(home);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
