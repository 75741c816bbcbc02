package dev.holdfast.bench.rig;

import dev.holdfast.local.process.Server;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a part: its leader and all that descends from it. */
public final class Pids {
    private Pids() {}

    public static List<Long> of(Server part) {
        return part.process().pid().flatMap(ProcessHandle::of).map(Pids::of).orElse(List.of());
    }

    static List<Long> of(ProcessHandle leader) {
        return Stream.concat(Stream.of(leader), leader.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }
}
