package dev.holdfast.bench.create;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.StateHome;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The load generator of Postgres. Debian has it in the package of the whole server, which we don't want installed:
 * where it is missing, that package is unpacked into a folder of ours.
 */
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Pattern DONE = Pattern.compile("(?m)^number of transactions actually processed: ([0-9]+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^number of failed transactions: ([0-9]+)");
    private static final Pattern SERVER_PACKAGE = Pattern.compile("(?m)^ *Depends: (postgresql-[0-9]+)$");

    private final Path program;

    private Pgbench(Path program) {
        this.program = program;
    }

    /** @param rate transactions a second; @param done transactions in all */
    record Outcome(double rate, long done) {}

    /** The program, fetched when it is missing and apt can; empty where there is none to be had. */
    static Optional<Pgbench> find() {
        Path unpacked = StateHome.folder().resolve("pgbench");
        Optional<Path> found = installed().or(() -> in(unpacked));
        if (found.isEmpty() && Command.find("apt-get").isPresent()) {
            fetch(unpacked);
            found = in(unpacked);
        }
        return found.map(Pgbench::new).filter(Pgbench::runs);
    }

    private boolean runs() {
        return Command.of(program.toString(), "--version").run().exit() == 0;
    }

    /** The real programs: what Debian has on the PATH is a script that wants a server of its own. */
    private static Optional<Path> installed() {
        return in(Path.of("/")).or(() -> Command.find("pgbench"));
    }

    private static Optional<Path> in(Path root) {
        Path versions = root.resolve("usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.map(folder -> folder.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void fetch(Path folder) {
        Matcher server = SERVER_PACKAGE.matcher(
                Command.of("apt-cache", "depends", "postgresql").output());
        if (!server.find()) {
            return;
        }
        Console.say("fetching pgbench from Debian's package " + server.group(1));
        Folders.create(folder);
        String script = "cd \"$1\" && apt-get download \"$2\" && dpkg -x \"$2\"_*.deb . && rm \"$2\"_*.deb";
        Command.of("sh", "-c", script, "sh", folder.toString(), server.group(1)).run();
    }

    String version() {
        return Command.of(program.toString(), "--version").output().strip();
    }

    /**
     * Runs one statement over and over, prepared, a transaction each.
     *
     * @param url as psql takes it, with credentials
     */
    Outcome run(String url, Path script, int connections, Duration time) {
        String output = new Command(List.of(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + connections,
                        "--jobs=1",
                        "--time=" + Math.max(1, time.toSeconds()),
                        "--file=" + script,
                        url))
                .require();
        if (number(FAILED, output) > 0) {
            throw new BenchException("pgbench had failures:\n" + output);
        }
        return new Outcome(number(RATE, output), (long) number(DONE, output));
    }

    private static double number(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new BenchException("pgbench's output has no match of " + pattern + ":\n" + output);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
