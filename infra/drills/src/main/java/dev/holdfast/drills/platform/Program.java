package dev.holdfast.drills.platform;

import dev.holdfast.drills.DrillException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Detached;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of the system that is run in the root of the repository, for a limited time. */
record Program(List<String> line, Duration limit) {
    static Program of(List<String> line) {
        return new Program(line, Duration.ofMinutes(3));
    }

    /** One that goes on to its end though the terminal says Ctrl-C: what it does may not be left half done. */
    static Program detached(List<String> line, Duration limit) {
        return new Program(Detached.line(line.toArray(String[]::new)), limit);
    }

    /** What it printed on standard output; a failure carries all it said. */
    String require() {
        Result result = run();
        if (result.exit() != 0) {
            throw DrillException.error("`" + String.join(" ", line) + "` failed with exit code " + result.exit() + ":\n"
                    + result.output() + result.errors());
        }
        return result.output();
    }

    record Result(int exit, String output, String errors) {}

    Result run() {
        try {
            Process process = new ProcessBuilder(line)
                    .directory(Folders.repository().toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            CompletableFuture<String> errors = readBeside(process.getErrorStream());
            CompletableFuture<String> output = readBeside(process.getInputStream());
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw DrillException.error("`" + String.join(" ", line) + "` has not ended within " + limit);
            }
            return new Result(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            return new Result(127, "", e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DrillException.error("interrupted");
        }
    }

    /** On a thread of its own: the common pool may have only one, and the program stops when nobody reads. */
    private static CompletableFuture<String> readBeside(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> read(stream), task -> Thread.ofVirtual().start(task));
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
