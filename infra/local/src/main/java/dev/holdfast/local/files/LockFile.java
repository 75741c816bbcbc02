package dev.holdfast.local.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that one holder at a time has locked, with a note beside it of who that is. Given back by the system when its
 * holder dies. For use by one thread.
 */
public final class LockFile implements AutoCloseable {
    private final FileChannel channel;
    /** Apart from the locked file: to close that after a reading would give the lock back. */
    private final Path note;

    private LockFile(FileChannel channel, Path note) {
        this.channel = channel;
        this.note = note;
    }

    /** The file in a folder that exists; nobody holds it by this. */
    public static LockFile open(Path file) {
        try {
            return new LockFile(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    file.resolveSibling(file.getFileName() + ".holder"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is held now, by this; does not wait. */
    public boolean tryHold(String holder) {
        try {
            if (tryLock() == null) {
                return false;
            }
            Files.writeString(note, holder);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable FileLock tryLock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    /** Waits until it is held by this. */
    public void hold(String holder) {
        try {
            channel.lock();
            Files.writeString(note, holder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who held it last, as they have noted. */
    public String holder() {
        try {
            return Files.exists(note) ? Files.readString(note) : "?";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
