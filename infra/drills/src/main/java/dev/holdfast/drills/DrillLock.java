package dev.holdfast.drills;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.LockFile;
import java.nio.file.Path;

/**
 * Held by the one drill that may break a platform now: what one drill has broken, another would take for granted, or
 * mend.
 */
final class DrillLock {
    private DrillLock() {}

    /** Does not wait: after another drill the platform is not what it was when this one was asked for. */
    static LockFile take(Path file) {
        Folders.create(file.getParent());
        LockFile lock = LockFile.open(file);
        if (!lock.tryHold("process " + ProcessHandle.current().pid())) {
            String holder = lock.holder();
            lock.close();
            throw DrillException.precondition(
                    "nothing was broken: another drill is under way on this platform, " + holder);
        }
        return lock;
    }
}
