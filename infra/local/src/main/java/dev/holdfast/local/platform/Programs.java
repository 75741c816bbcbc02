package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
        return copy(state, service, List.of(jar), target.resolve("lib")).resolve(jar.getFileName());
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
            for (var program : programs) {
                digest.update(Files.readAllBytes(program));
            }
            for (var library : libraries) {
                var line = library.getFileName() + " " + Files.size(library) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                if (!released(library)) {
                    digest.update(Files.readAllBytes(library));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the file's name tells its content. Our own modules' do not. */
    private static boolean released(Path library) {
        return !library.getFileName().toString().contains("SNAPSHOT");
    }

    private static void publish(List<Path> programs, List<Path> libraries, Path home) throws IOException {
        Folders.create(home.getParent());
        var fresh = Files.createTempDirectory(home.getParent(), "copying-");
        for (var program : programs) {
            Files.copy(program, fresh.resolve(program.getFileName()));
        }
        var lib = Files.createDirectory(fresh.resolve("lib"));
        for (var library : libraries) {
            linkOrCopy(library, lib.resolve(library.getFileName()));
        }
        Folders.publish(fresh, home);
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        if (released(from)) {
            try {
                Files.createLink(to, from);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                Files.deleteIfExists(to); // another file system: copy
            }
        }
        Files.copy(from, to);
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
