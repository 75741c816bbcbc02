package dev.holdfast.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A leader and what it has started.
 *
 * <p>Invariant: no process is ever counted in by number alone. The leader is known by {@link ProcessIdentity}; children
 * that have lost their leader by their process group <em>and</em> their working folder, which lies in our state, or as
 * {@link Strays}.
 */
final class ProcessFamily {
    private final Path folder;
    private final Strays strays;

    /** @param folder the working folder that the leader was started in */
    ProcessFamily(Path folder, Strays strays) {
        this.folder = folder;
        this.strays = strays;
    }

    /**
     * The leader first, then all that descends from it, or was left behind by it.
     *
     * @param leader who led last, as far as is known
     */
    List<Long> members(Optional<ProcessIdentity> leader) {
        var rows = ProcessTable.SYSTEM.all();
        var members = new LinkedHashSet<Long>();
        leader.filter(ProcessIdentity::alive)
                .ifPresentOrElse(
                        alive -> addDescendants(rows, alive.pid(), members),
                        () -> leader.ifPresent(dead -> addGroup(rows, dead.pid(), members)));
        rows.stream().map(ProcessTable.Row::pid).filter(strays::include).forEach(members::add);
        return List.copyOf(members);
    }

    private static void addDescendants(List<ProcessTable.Row> rows, long leader, Set<Long> members) {
        members.add(leader);
        var grown = true;
        while (grown) {
            grown =
                    rows.stream()
                                    .filter(row -> members.contains(row.parent()))
                                    .map(ProcessTable.Row::pid)
                                    .toList()
                                    .stream()
                                    .filter(members::add)
                                    .count()
                            > 0;
        }
    }

    /** A number is not given out again while a group bears it: if somebody else has it now, the group is gone. */
    private void addGroup(List<ProcessTable.Row> rows, long leader, Set<Long> members) {
        if (rows.stream().anyMatch(row -> row.pid() == leader)) {
            return;
        }
        rows.stream()
                .filter(row -> row.group() == leader)
                .map(ProcessTable.Row::pid)
                .filter(this::worksHere)
                .forEach(members::add);
    }

    private boolean worksHere(long pid) {
        return ProcessTable.SYSTEM
                .folder(pid)
                .filter(path -> path.startsWith(real(folder)))
                .isPresent();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
