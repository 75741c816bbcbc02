package dev.holdfast.reader.click;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to a journal's folder, given back by the system when the process dies. POSIX drops a process's
 * lock as soon as the process closes any descriptor of the file, so the file of a folder that this process holds is
 * never opened a second time.
 */
final class FolderLock implements Closeable {
    private static final String NAME = "lock";
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Null when another holds the folder, in this process or another, or it is being removed. */
    static @Nullable FolderLock tryAcquire(Path folder) throws IOException {
        Path real = folder.toAbsolutePath().normalize();
        if (!HELD.add(real)) {
            return null;
        }
        FolderLock lock = null;
        try {
            lock = lock(real);
            return lock;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (lock == null) {
                HELD.remove(real);
            }
        }
    }

    private static @Nullable FolderLock lock(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Held, or left behind.
        }
        Object before = key(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            // Whoever held it may have removed the file between our opening and our locking it.
            if (lock != null && Objects.equals(before, key(file))) {
                return new FolderLock(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process through another class loader.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Removes the folder when nothing but the lock is left in it, and gives the lock back. */
    void removeFolder() throws IOException {
        try {
            if (isEmpty()) {
                Files.delete(folder.resolve(NAME));
                Files.delete(folder);
            }
        } finally {
            close();
        }
    }

    private boolean isEmpty() throws IOException {
        try (var files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().equals(NAME));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
