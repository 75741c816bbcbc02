package dev.holdfast.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's processes, as far as we need to know them. */
interface ProcessTable {
    ProcessTable SYSTEM =
            Files.isReadable(Path.of("/proc/self/stat")) ? new LinuxProcessTable() : new PosixProcessTable();

    /**
     * @param pid process number
     * @param parent number of the parent process
     * @param group number of the process group
     * @param stopped whether it is stopped by a signal
     * @param mark see {@link ProcessIdentity}
     */
    record Row(long pid, long parent, long group, boolean stopped, String mark) {}

    Optional<Row> find(long pid);

    /** All processes that are not zombies. */
    List<Row> all();

    /** Current folder of a process; empty when it has ended or belongs to somebody else. */
    Optional<Path> folder(long pid);

    /** Program file of a process; empty when it has ended or belongs to somebody else. */
    Optional<Path> program(long pid);
}
