package dev.holdfast.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks {@code ps} and {@code lsof}, which every Unix has that lacks {@code /proc}. */
final class PosixProcessTable implements ProcessTable {
    private static final Pattern ROW = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)\\s+(.+?)\\s*");
    private static final String COLUMNS = "pid=,ppid=,pgid=,stat=,lstart=";

    @Override
    public Optional<Row> find(long pid) {
        return parse(Command.of("ps", "-o", COLUMNS, "-p", Long.toString(pid)).output()).stream()
                .findFirst();
    }

    @Override
    public List<Row> all() {
        return parse(Command.of("ps", "-A", "-o", COLUMNS).output());
    }

    @Override
    public Optional<Path> folder(long pid) {
        return file(pid, "cwd");
    }

    @Override
    public Optional<Path> program(long pid) {
        return file(pid, "txt");
    }

    private static Optional<Path> file(long pid, String descriptor) {
        return Command.of("lsof", "-a", "-d", descriptor, "-Fn", "-p", Long.toString(pid))
                .output()
                .lines()
                .filter(line -> line.startsWith("n"))
                .map(line -> Path.of(line.substring(1)))
                .findFirst();
    }

    static List<Row> parse(String output) {
        return output.lines()
                .map(ROW::matcher)
                .filter(row -> row.matches() && !row.group(4).startsWith("Z"))
                .map(row -> new Row(
                        Long.parseLong(row.group(1)),
                        Long.parseLong(row.group(2)),
                        Long.parseLong(row.group(3)),
                        row.group(4).startsWith("T"),
                        row.group(5).replaceAll("\\s+", " ")))
                .toList();
    }
}
