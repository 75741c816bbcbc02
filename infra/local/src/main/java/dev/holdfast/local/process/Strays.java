package dev.holdfast.local.process;

import java.nio.file.Path;

/**
 * Children that make process groups of their own, as Postgres's do, and may outlive a leader that was killed. They are
 * known by both of these:
 *
 * @param programs folder that their program file lies in
 * @param home folder that they work in
 */
public record Strays(Path programs, Path home) {
    static final Strays NONE = new Strays(Path.of("/nonexistent"), Path.of("/nonexistent"));

    boolean include(long pid) {
        return this != NONE
                && ProcessTable.SYSTEM
                        .folder(pid)
                        .filter(path -> path.startsWith(home))
                        .isPresent()
                && ProcessTable.SYSTEM
                        .program(pid)
                        .filter(path -> path.startsWith(programs))
                        .isPresent();
    }
}
