package dev.holdfast.local.testing;

import dev.holdfast.local.StackException;
import java.io.IOException;
import java.nio.file.Path;

/** Cleans up after a test JVM that was killed and could not do so itself. */
final class Reaper {
    /**
     * Reads from a pipe that we never write to: it ends when we do, however that comes. What then still runs with our
     * folder on its command line is ours.
     */
    private static final String SCRIPT = """
            cat > /dev/null
            for file in "$1"/run/*/pid; do
              [ -r "$file" ] || continue
              read -r pid mark < "$file"
              case $(ps -o args= -p "$pid") in *"$1"*) kill -9 "$pid" ;; esac
            done
            case $1 in */holdfast-test-*) rm -rf "$1" ;; esac
            """;

    private Reaper() {}

    static void watch(Path folder) {
        try {
            // The pipe's end is kept by the Process object's streams for as long as this JVM lives.
            var process = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "sh", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            KEEP.set(process);
        } catch (IOException e) {
            throw new StackException("cannot start the clean-up: " + e.getMessage(), e);
        }
    }

    private static final java.util.concurrent.atomic.AtomicReference<Process> KEEP =
            new java.util.concurrent.atomic.AtomicReference<>();
}
