package dev.holdfast.local.testing;

import dev.holdfast.local.StackException;
import dev.holdfast.local.process.Detached;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
              if [ -d /proc/self ]; then
                line=$(tr '\\0' ' ' < "/proc/$pid/cmdline")
              else
                line=$(ps -o args= -p "$pid")
              fi
              case $line in *"$1"*) kill -9 "$pid" ;; esac
            done
            case $1 in */holdfast-test-*) rm -rf "$1" ;; esac
            """;

    /** Keeps our ends of the pipes open for as long as this JVM lives. */
    private static final Queue<Process> KEPT = new ConcurrentLinkedQueue<>();

    private Reaper() {}

    static void watch(Path folder) {
        try {
            KEPT.add(new ProcessBuilder(Detached.line("sh", "-c", SCRIPT, "sh", folder.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new StackException("cannot start the clean-up: " + e.getMessage(), e);
        }
    }
}
