package dev.holdfast.local.platform;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.LockFile;
import java.io.PrintStream;
import java.nio.file.Path;

/** Held by the one command that may change a platform now. */
public final class StackLock {
    private StackLock() {}

    /**
     * Waits for it.
     *
     * @param command what is going to happen, told to whoever waits for us
     * @param out where to say that we wait
     */
    public static LockFile take(Path state, String command, PrintStream out) {
        Folders.create(state, "rwx--x--x");
        String holder = command + " (process " + ProcessHandle.current().pid() + ")";
        var lock = LockFile.open(state.resolve("lock"));
        if (!lock.tryHold(holder)) {
            out.println("Waiting for another command to end: " + lock.holder());
            lock.hold(holder);
        }
        return lock;
    }
}
