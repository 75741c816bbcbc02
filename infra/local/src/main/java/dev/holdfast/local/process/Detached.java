package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import java.util.ArrayList;
import java.util.List;

/** How a process is cut loose from our terminal and session. */
public final class Detached {
    /** What stands before the command. It does not fork: the number we get is the number the command will have. */
    private static final List<String> PREFIX = prefix();

    private Detached() {}

    private static List<String> prefix() {
        if (Command.find("setsid").isPresent()) {
            return List.of("setsid");
        }
        if (Command.find("perl").isPresent()) { // macOS
            return List.of("perl", "-e", "use POSIX; setsid(); exec @ARGV");
        }
        throw new StackException("neither `setsid` nor `perl` is on the PATH: one of them is needed to start servers"
                + " that survive the terminal");
    }

    /** The command line that runs a command in a session of its own. */
    public static List<String> line(String... command) {
        var line = new ArrayList<>(PREFIX);
        line.addAll(List.of(command));
        return line;
    }
}
