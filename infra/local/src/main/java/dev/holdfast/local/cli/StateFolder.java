package dev.holdfast.local.cli;

import dev.holdfast.local.StateHome;
import dev.holdfast.local.files.Folders;
import java.nio.file.Path;
import java.util.HexFormat;

/** Where the state of this checkout's platform is. */
final class StateFolder {
    private StateFolder() {}

    static Path find() {
        var chosen = System.getenv("HOLDFAST_STATE");
        if (chosen != null && !chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath().normalize();
        }
        var checkout = Folders.repository();
        var hash = HexFormat.of().toHexDigits(checkout.toString().hashCode());
        return StateHome.folder().resolve(checkout.getFileName() + "-" + hash);
    }
}
