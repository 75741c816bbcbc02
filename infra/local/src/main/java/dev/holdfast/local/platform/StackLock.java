package dev.holdfast.local.platform;

import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the one command that may change a platform now. Given back by the system when its holder dies. */
public final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for it.
     *
     * @param command what is going to happen, told to whoever waits for us
     * @param out where to say that we wait
     */
    public static StackLock take(Path state, String command, PrintStream out) {
        Folders.create(state, "rwx--x--x");
        var note = state.resolve("lock.holder");
        try {
            var channel = FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                out.println(
                        "Waiting for another command to end: " + (Files.exists(note) ? Files.readString(note) : "?"));
                channel.lock();
            }
            Files.writeString(
                    note, command + " (process " + ProcessHandle.current().pid() + ")");
            return new StackLock(channel);
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
