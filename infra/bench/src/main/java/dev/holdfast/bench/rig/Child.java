package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that lives as long as the bench: one of the baselines. */
public final class Child implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 200;
    private static final long END_SECONDS = 5;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static Child start(String name, Path state, List<String> command) {
        Path log = state.resolve("logs").resolve(name + ".log");
        Folders.create(log.getParent());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Reaper.note(state, name, process.pid());
            return new Child(name, log, process);
        } catch (IOException e) {
            throw new BenchException("cannot start " + name + ": " + e.getMessage());
        }
    }

    Child awaitPort(int port) {
        boolean served = Deadline.in(START).await(() -> listens(port) || !process.isAlive());
        if (!served || !process.isAlive()) {
            throw new BenchException(name + " does not serve on port " + port + ". It said:\n" + output());
        }
        return this;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process and all it has started. */
    public List<Long> pids() {
        return Pids.of(process.toHandle());
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
