package dev.holdfast.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException.Exit;
import dev.holdfast.local.files.LockFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillLockTest {
    @TempDir
    private Path folder;

    @Test
    void aPlatformIsBrokenByOneDrillAtATime() {
        Path file = folder.resolve("drills/compose-holdfast.lock");
        try (LockFile lock = DrillLock.take(file)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DrillLock.take(file))
                    .isInstanceOfSatisfying(
                            DrillException.class, e -> assertThat(e.exit()).isEqualTo(Exit.PRECONDITION))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            DrillLock.take(folder.resolve("drills/compose-other.lock")).close();
        }
        DrillLock.take(file).close();
    }
}
