package dev.holdfast.local;

import dev.holdfast.local.process.SystemUser;
import java.nio.file.Path;
import java.util.Optional;

/** Where state lives when nobody says: outside any checkout, where the user that Postgres runs as can reach it. */
public final class StateHome {
    private StateHome() {}

    public static Path folder() {
        return SystemUser.root() ? Path.of("/var/lib/holdfast") : ofUser().resolve("holdfast");
    }

    private static Path ofUser() {
        return variable("XDG_STATE_HOME")
                .orElseGet(() -> variable("HOME")
                        .orElseGet(() -> Path.of(System.getProperty("user.home")))
                        .resolve(".local/state"));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    /** Unpacked programs, shared by all checkouts. */
    public static Path binaries() {
        return folder().resolve("binaries");
    }
}
