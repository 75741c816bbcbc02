package dev.holdfast.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from any other that may get its number later.
 *
 * @param pid the process number
 * @param mark what no other holder of the number shares: boot and start tick on Linux, the start time elsewhere
 */
record ProcessIdentity(long pid, String mark) {

    /** Who holds a number now; empty for nobody, and for a zombie, which only waits to be forgotten. */
    static Optional<ProcessIdentity> of(long pid) {
        return ProcessTable.SYSTEM.find(pid).map(row -> new ProcessIdentity(pid, row.mark()));
    }

    /** Reads what {@code launch} has written; empty when there is no such file or it is not one of ours. */
    static Optional<ProcessIdentity> read(Path file) {
        try {
            var parts = Files.readString(file).strip().split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (java.nio.file.NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
