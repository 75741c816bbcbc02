package dev.holdfast.local;

import dev.holdfast.local.process.SystemUser;
import java.nio.file.Path;

/** Where state lives when nobody says: outside any checkout, where the user that Postgres runs as can reach it. */
public final class StateHome {
    private StateHome() {}

    public static Path folder() {
        if (SystemUser.root()) {
            return Path.of("/var/lib/holdfast");
        }
        var home = System.getenv("XDG_STATE_HOME");
        return home != null && !home.isEmpty()
                ? Path.of(home, "holdfast")
                : Path.of(System.getProperty("user.home"), ".local", "state", "holdfast");
    }

    /** Unpacked programs, shared by all checkouts. */
    public static Path binaries() {
        return folder().resolve("binaries");
    }
}
