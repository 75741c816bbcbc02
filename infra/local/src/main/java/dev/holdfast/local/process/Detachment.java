package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import java.nio.file.Path;
import java.util.List;

/** How a process is cut loose from our terminal and session. */
final class Detachment {
    /** What stands before the launcher. It must not fork: the number we get is the number the program will have. */
    static final List<String> PREFIX = prefix();

    private Detachment() {}

    private static List<String> prefix() {
        if (Command.find("setsid").isPresent()) {
            return List.of("setsid", "sh");
        }
        if (Command.find("perl").isPresent()) { // macOS
            return List.of("perl", "-e", "use POSIX; setsid(); exec @ARGV", "sh");
        }
        throw new StackException("neither `setsid` nor `perl` is on the PATH: one of them is needed to start servers"
                + " that survive the terminal");
    }

    static Path launcher() {
        return Folders.repository().resolve("infra/local/src/main/sh/launch");
    }
}
