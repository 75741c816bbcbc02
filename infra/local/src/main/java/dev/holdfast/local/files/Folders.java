package dev.holdfast.local.files;

import dev.holdfast.local.StackException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Folders and small files. */
public final class Folders {
    private Folders() {}

    /** The checkout we belong to, from system property {@code holdfast.root}. */
    public static Path repository() {
        var root = System.getProperty("holdfast.root");
        if (root == null) {
            throw new StackException("system property holdfast.root must name the checkout");
        }
        return Path.of(root).toAbsolutePath().normalize();
    }

    public static void create(@Nullable Path folder) {
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new StackException("cannot create folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Creates it where missing, and sets its permissions, for example {@code rwx--x--x}. */
    public static void create(Path folder, String permissions) {
        create(folder);
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all in it; what disappears meanwhile is no failure. */
    public static void delete(Path folder) {
        try {
            if (Files.exists(folder)) {
                Files.walkFileTree(folder, new Deleter());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives a finished folder its name, unless another process has published the same meanwhile.
     *
     * @param fresh on the same file system; gone afterwards
     * @param home complete whenever it exists
     */
    public static void publish(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(home)) {
                throw e;
            }
            delete(fresh);
        }
    }

    /** At most the last {@code bytes} bytes of a file, from the start of a line. */
    public static String tail(Path file, int bytes) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            var start = Math.max(0, access.length() - bytes);
            var content = new byte[(int) (access.length() - start)];
            access.seek(start);
            access.readFully(content);
            var text = new String(content, StandardCharsets.UTF_8);
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    private static final class Deleter extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
