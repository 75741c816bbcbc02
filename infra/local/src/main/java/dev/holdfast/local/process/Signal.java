package dev.holdfast.local.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The signals we send. */
public enum Signal {
    TERM,
    INT,
    QUIT,
    HUP,
    USR1,
    KILL,
    STOP,
    CONT;

    /** Sends to each of them; one that has ended meanwhile is no failure. */
    void send(Collection<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        // The shell's own kill: not every system has the program, and Java itself can only terminate.
        var line = new ArrayList<>(List.of("sh", "-c", "for pid; do kill -" + name() + " \"$pid\"; done", "sh"));
        pids.forEach(pid -> line.add(Long.toString(pid)));
        new Command(line).run();
    }
}
