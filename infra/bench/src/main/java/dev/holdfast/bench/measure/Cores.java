package dev.holdfast.bench.measure;

import dev.holdfast.local.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which core runs what. The server under test has one to itself: the last, since device interrupts mostly go to the
 * first. Load and everything else share the others. Without {@code taskset}, or on one core, nothing is pinned.
 */
public record Cores(List<Integer> server, List<Integer> others) {
    /** Counted before this process confines itself to some of them. */
    static final int OF_MACHINE = Runtime.getRuntime().availableProcessors();

    /** Nothing is pinned. */
    public static final Cores ALL = new Cores(List.of(), List.of());

    public static Cores apart() {
        if (OF_MACHINE < 2 || Command.find("taskset").isEmpty()) {
            return ALL;
        }
        return new Cores(
                List.of(OF_MACHINE - 1),
                IntStream.range(0, OF_MACHINE - 1).boxed().toList());
    }

    public boolean pinned() {
        return !server.isEmpty();
    }

    /** Confines this process, and so all that it starts from now on, to the cores that the server doesn't have. */
    public void confineSelf() {
        confineSelf(others);
    }

    /** Runs something that starts a server under test: what it starts stays on the server's core. */
    public void forServer(Runnable start) {
        confineSelf(server);
        try {
            start.run();
        } finally {
            confineSelf(others);
        }
    }

    private void confineSelf(List<Integer> cores) {
        if (pinned()) {
            String self = Long.toString(ProcessHandle.current().pid());
            Command.of("taskset", "--all-tasks", "--cpu-list", "--pid", list(cores), self)
                    .require();
        }
    }

    /** The command, on the server's core. */
    public List<String> forServer(List<String> command) {
        return pinned() ? prefix(server, command) : command;
    }

    /** The command, on the cores that the server doesn't have. */
    public List<String> forOthers(List<String> command) {
        return pinned() ? prefix(others, command) : command;
    }

    private static List<String> prefix(List<Integer> cores, List<String> command) {
        List<String> line = new ArrayList<>(List.of("taskset", "--cpu-list", list(cores)));
        line.addAll(command);
        return line;
    }

    private static String list(List<Integer> cores) {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public String describe() {
        return pinned()
                ? "server under test on core " + list(server) + ", load and all else on core " + list(others)
                : "nothing is pinned";
    }
}
