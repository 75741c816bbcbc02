package dev.holdfast.local.testing;

import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** State folders for tests, which the user that Postgres runs as can reach. */
public final class TestState {
    private TestState() {}

    /** A new folder. When this JVM ends, however it ends, what was started in it is killed and it is deleted. */
    public static Path folder() {
        try {
            var folder = Files.createTempDirectory("holdfast-test-").toRealPath();
            Folders.create(folder, "rwx--x--x");
            Reaper.watch(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
