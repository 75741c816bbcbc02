package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A short-lived command of the system.
 *
 * @param line program and arguments
 */
public record Command(List<String> line) {

    public static Command of(String... line) {
        return new Command(List.of(line));
    }

    /**
     * Where a program is: on the PATH, or in a folder for programs that a plain user's PATH often lacks.
     *
     * @param name file name of the program
     */
    public static Optional<Path> find(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(":", -1)),
                        Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What it prints, whatever its exit code; empty when there is no such program. */
    public String output() {
        try {
            return run().output();
        } catch (StackException e) {
            return "";
        }
    }

    /** Runs it; a failure carries everything it printed. */
    public String require() {
        var result = run();
        if (result.exit() != 0) {
            throw new StackException("`" + String.join(" ", line) + "` failed with exit code " + result.exit() + ":\n"
                    + result.output().stripTrailing());
        }
        return result.output();
    }

    /** @param exit exit code; @param output standard output and error, in the order written */
    public record Result(int exit, String output) {}

    public Result run() {
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new StackException("cannot run `" + line.getFirst() + "`: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while running `" + line.getFirst() + "`", e);
        }
    }
}
