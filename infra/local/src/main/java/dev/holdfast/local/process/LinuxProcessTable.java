package dev.holdfast.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}. */
final class LinuxProcessTable implements ProcessTable {
    private static final Path PROC = Path.of("/proc");

    // Positions after the name, counted from the state as 0: see proc_pid_stat(5).
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int START = 19;

    private final String boot = read(PROC.resolve("sys/kernel/random/boot_id")).orElse("unknown");

    @Override
    public Optional<Row> find(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat")).flatMap(stat -> parse(pid, stat));
    }

    private Optional<Row> parse(long pid, String stat) {
        var fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
        var state = fields[STATE];
        if (state.equals("Z") || state.equals("X")) {
            return Optional.empty();
        }
        return Optional.of(new Row(
                pid,
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[GROUP]),
                state.equals("T") || state.equals("t"),
                boot + "/" + fields[START]));
    }

    @Override
    public List<Row> all() {
        var rows = new ArrayList<Row>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries) {
                find(Long.parseLong(entry.getFileName().toString())).ifPresent(rows::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    @Override
    public Optional<Path> folder(long pid) {
        return link(pid, "cwd");
    }

    @Override
    public Optional<Path> program(long pid) {
        return link(pid, "exe");
    }

    private static Optional<Path> link(long pid, String name) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name)));
        } catch (IOException e) {
            return Optional.empty(); // ended meanwhile, or not ours
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            return Optional.empty(); // ended meanwhile
        }
    }
}
