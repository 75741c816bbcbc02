package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A process that outlives us, with all that it starts itself. It runs in a session of its own, in a working folder of
 * its own, and what is known about it stands on disk: any later run of ours finds it again.
 */
public final class ManagedProcess {
    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final String HEADING = "==== started by infra/stack at ";
    private static final int TAIL_LINES = 30;
    private static final int TAIL_BYTES = 64 * 1024;

    private final String name;
    private final Path folder;
    private final Path log;
    private final ProcessFamily family;

    /**
     * @param name as in {@link Part#name()}
     * @param state the platform's state folder
     */
    public ManagedProcess(String name, Path state) {
        this(name, state, Strays.NONE);
    }

    /** @param strays how to know children that leave the leader's process group */
    public ManagedProcess(String name, Path state, Strays strays) {
        this.name = name;
        this.folder = state.resolve("run").resolve(name);
        this.log = state.resolve("logs").resolve(name + ".log");
        this.family = new ProcessFamily(folder, strays);
    }

    public String name() {
        return name;
    }

    /** Standard output and error of the process, appended over all its runs. */
    public Path log() {
        return log;
    }

    /** Starts it, after ending what a crash has left behind of an earlier run. */
    void launch(Launch launch) {
        kill();
        Folders.create(folder);
        Folders.create(log.getParent());
        var launcher = Folders.repository().resolve("infra/local/src/main/sh/launch");
        var user = launch.user() == null ? "-" : launch.user();
        var line = Detached.line("sh", launcher.toString(), pidFile().toString(), folder.toString(), user);
        line.addAll(launch.command());
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HOLDFAST_"));
        builder.environment().putAll(launch.environment());
        try {
            record(launch);
            Files.writeString(
                    log, HEADING + Instant.now() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            var process = builder.start();
            if (!Deadline.in(A_MOMENT).await(() -> Files.exists(pidFile()) || !process.isAlive())) {
                throw new StackException(name + " did not start within " + A_MOMENT.toSeconds() + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that what runs is as this launch wants it. */
    void record(Launch launch) {
        try {
            Files.writeString(folder.resolve("launch"), launch.fingerprint());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether what runs was started by a launch that comes to the same. */
    boolean runs(Launch launch) {
        try {
            return running() && Files.readString(folder.resolve("launch")).equals(launch.fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    private Optional<ProcessIdentity> leader() {
        return ProcessIdentity.read(pidFile()).filter(ProcessIdentity::alive);
    }

    /** Number of the leading process, while it runs. */
    public Optional<Long> pid() {
        return leader().map(ProcessIdentity::pid);
    }

    public boolean running() {
        return leader().isPresent();
    }

    public boolean paused() {
        return pid().flatMap(ProcessTable.SYSTEM::find)
                .map(ProcessTable.Row::stopped)
                .orElse(false);
    }

    private List<Long> members() {
        return family.members(ProcessIdentity.read(pidFile()));
    }

    /** Sends a signal to the leader. */
    public void signal(Signal signal) {
        pid().ifPresent(pid -> signal.send(List.of(pid)));
    }

    /**
     * Ends it in order, and by force what is left after the grace.
     *
     * @param signal what it understands as a request to end
     */
    void end(Signal signal, Duration grace) {
        resume();
        signal(signal);
        Deadline.in(grace).await(() -> !running());
        kill();
    }

    /** Ends what is left of it when it does not run any more. */
    public void endLeftovers() {
        if (!running()) {
            kill();
        }
    }

    /** SIGKILL to every member; returns when none is left. */
    void kill() {
        var gone = Deadline.in(A_MOMENT).await(() -> {
            Signal.KILL.send(members());
            return members().isEmpty();
        });
        if (!gone) {
            throw new StackException(name + " is still there after SIGKILL: processes " + members());
        }
        Folders.delete(pidFile());
    }

    /** Stops the leader first, so that it starts no more children while they are stopped. */
    void pause() {
        signal(Signal.STOP);
        Signal.STOP.send(members());
    }

    void resume() {
        if (paused()) {
            Signal.CONT.send(members().reversed());
        }
    }

    /** The last lines it wrote since it was started last, for whoever wonders why it ended. */
    public String logTail() {
        try {
            if (!Files.exists(log)) {
                return "";
            }
            var all = Folders.tail(log, TAIL_BYTES).lines().toList();
            var start = all.size();
            while (start > 0
                    && all.size() - start < TAIL_LINES
                    && !all.get(start - 1).startsWith(HEADING)) {
                start--;
            }
            return String.join("\n", all.subList(start, all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it serves.
     *
     * @param ready asked again and again
     */
    void awaitReady(Duration time, BooleanSupplier ready) {
        var served = Deadline.in(time).await(() -> !running() || ready.getAsBoolean());
        if (!running()) {
            throw new StackException(name + " ended while starting. " + lastLines());
        }
        if (!served) {
            throw new StackException(name + " was not ready within " + time.toSeconds() + " s. " + lastLines());
        }
    }

    private String lastLines() {
        return "Its last lines (" + log + "):\n" + logTail().indent(4).stripTrailing();
    }
}
