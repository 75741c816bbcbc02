package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process that outlives us, with all that it starts itself. It runs in a session of its own, in a working folder of
 * its own, and what is known about it stands on disk: any later run of ours finds it again.
 *
 * <p>Invariant: no process is ever signalled by number alone. The leader is known by {@link ProcessIdentity}; children
 * that have lost their leader by their process group <em>and</em> their working folder, which lies in our state.
 */
public final class ManagedProcess {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final String name;
    private final Path folder;
    private final Path log;

    /**
     * @param name as in {@link Part#name()}
     * @param state the platform's state folder
     */
    public ManagedProcess(String name, Path state) {
        this.name = name;
        this.folder = state.resolve("run").resolve(name);
        this.log = state.resolve("logs").resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    /** Standard output and error of the process, appended over all its runs. */
    public Path log() {
        return log;
    }

    /**
     * Starts it.
     *
     * @param command program and arguments
     * @param environment variables beside ours
     * @param user the system user to become, or null to stay who we are
     */
    public void launch(List<String> command, Map<String, String> environment, @Nullable String user) {
        kill(); // what a crash has left behind of an earlier run
        Folders.create(folder);
        Folders.create(log.getParent());
        var line = new ArrayList<>(Detachment.PREFIX);
        line.addAll(List.of(Detachment.launcher().toString(), pidFile().toString(), folder.toString()));
        line.add(user == null ? "-" : user);
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.deleteIfExists(pidFile());
            var process = builder.start();
            if (!Deadline.in(AFTER_KILL).await(() -> Files.exists(pidFile()) || !process.isAlive())) {
                throw new StackException(name + " did not start within " + AFTER_KILL.toSeconds() + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    /** Number of the leading process, while it runs. */
    public Optional<Long> pid() {
        return ProcessIdentity.read(pidFile()).filter(ProcessIdentity::alive).map(ProcessIdentity::pid);
    }

    public boolean running() {
        return pid().isPresent();
    }

    public boolean paused() {
        return pid().flatMap(ProcessTable.SYSTEM::find)
                .map(ProcessTable.Row::stopped)
                .orElse(false);
    }

    /** The leader first, then all that descends from it or was left behind by it. */
    public List<Long> members() {
        var identity = ProcessIdentity.read(pidFile());
        return identity.isEmpty() ? List.of() : members(identity.get());
    }

    private List<Long> members(ProcessIdentity leader) {
        var rows = ProcessTable.SYSTEM.all();
        var members = new java.util.LinkedHashSet<Long>();
        if (leader.alive()) {
            members.add(leader.pid());
            addDescendants(rows, members);
        } else if (rows.stream().noneMatch(row -> row.pid() == leader.pid())) {
            // A number is not given out again while a group bears it: with no such process the group is still ours.
            rows.stream()
                    .filter(row -> row.group() == leader.pid() && ours(row.pid()))
                    .forEach(row -> members.add(row.pid()));
        }
        return List.copyOf(members);
    }

    private static void addDescendants(List<ProcessTable.Row> rows, Set<Long> members) {
        var size = 0;
        while (size != members.size()) {
            size = members.size();
            var known = new HashSet<>(members);
            rows.stream().filter(row -> known.contains(row.parent())).forEach(row -> members.add(row.pid()));
        }
    }

    private boolean ours(long pid) {
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

    /** Sends a signal to the leader. */
    public void signal(Signal signal) {
        pid().ifPresent(pid -> signal.send(List.of(pid)));
    }

    /**
     * Ends it in order, and by force what is left after the grace.
     *
     * @param signal what it understands as a request to end
     * @return false when force was needed
     */
    public boolean end(Signal signal, Duration grace) {
        resume();
        signal(signal);
        var orderly = Deadline.in(grace).await(() -> !running());
        kill();
        return orderly;
    }

    /** SIGKILL to every member; returns when none is left. */
    public void kill() {
        if (!Deadline.in(AFTER_KILL).await(() -> {
            Signal.KILL.send(members());
            return members().isEmpty();
        })) {
            throw new StackException(name + " is still there after SIGKILL: processes " + members());
        }
        forget();
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the leader first, so that it starts no more children while they are stopped. */
    public void pause() {
        signal(Signal.STOP);
        Signal.STOP.send(members());
    }

    public void resume() {
        var members = members();
        Signal.CONT.send(members.reversed());
    }

    /** The last lines it wrote, for whoever wonders why it ended. */
    public String logTail(int lines) {
        try {
            if (!Files.exists(log)) {
                return "";
            }
            var all = Folders.tail(log, 64 * 1024).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it serves.
     *
     * @param ready asked again and again; cheap
     */
    public void awaitReady(Duration time, java.util.function.BooleanSupplier ready) {
        var deadline = Deadline.in(time);
        var served = deadline.await(() -> ready.getAsBoolean() || !running());
        if (!running()) {
            throw new StackException(name + " ended while starting. Its last lines (" + log + "):\n" + logTail(30));
        }
        if (!served) {
            throw new StackException(name + " was not ready within " + time.toSeconds() + " s. Its last lines (" + log
                    + "):\n" + logTail(30));
        }
    }
}
