package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.FreePorts;
import dev.holdfast.local.process.JavaRuntime;
import dev.holdfast.local.service.ServiceJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one run of a bench, or of several that need the same, has started, on free ports and with state in a folder of
 * its own. All of it ends with the rig, which ends with the program, however that ends.
 */
public final class Rig implements AutoCloseable {
    private final Cores cores;
    private final Path state;
    private final FreePorts ports = new FreePorts();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<Class<?>, Object> shared = new HashMap<>();
    private final List<Supplier<List<Long>>> processes = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::end, "rig");

    private Rig(Cores cores, Path state) {
        this.cores = cores;
        this.state = state;
    }

    /** @param cores what the servers under test run on; this process keeps off them from now on */
    public static Rig open(Cores cores) {
        cores.confineSelf();
        Rig rig = new Rig(cores, temporaryFolder());
        Reaper.watch(rig.state);
        Runtime.getRuntime().addShutdownHook(rig.hook);
        return rig;
    }

    /** On a disk, since a write that is answered must be on one: /tmp may be memory. */
    private static Path temporaryFolder() {
        String wanted = System.getenv().getOrDefault("HOLDFAST_BENCH_STATE", "/var/tmp");
        try {
            Path parent = Files.createDirectories(Path.of(wanted));
            Path folder = Files.createTempDirectory(parent, "holdfast-bench-");
            Folders.create(folder, "rwxr-xr-x"); // Postgres and nginx's workers are other users
            return folder.toRealPath();
        } catch (IOException e) {
            throw new BenchException("cannot create a folder in " + wanted + ": " + e.getMessage());
        }
    }

    public Cores cores() {
        return cores;
    }

    public Path state() {
        return state;
    }

    public int port() {
        return ports.next();
    }

    /** A file in the rig's folder. */
    public Path file(String name) {
        return state.resolve(name);
    }

    /** What several benches on this rig use, made for the first that asks. */
    public <T> T shared(Class<T> type, Function<Rig, T> make) {
        return type.cast(shared.computeIfAbsent(type, missing -> make.apply(this)));
    }

    /** Closed with the rig, before what was opened earlier. */
    public <T extends AutoCloseable> T closing(T part) {
        open.push(part);
        return part;
    }

    /** Starts a server on the cores of servers under test, and waits until it listens. */
    Child child(String name, List<String> command, int port) {
        Child child = closing(Child.start(name, state, cores.forServer(command)));
        watch(child::pids);
        return child.awaitPort(port);
    }

    /** A command that runs one of our classes in a JVM like a service's. */
    List<String> java(Class<?> main, String... arguments) {
        List<String> line = new ArrayList<>(List.of(JavaRuntime.program()));
        line.addAll(ServiceJvm.options());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Counts these processes among the rig's. */
    void watch(Supplier<List<Long>> pids) {
        processes.add(pids);
    }

    /** All processes that run for this rig. */
    public List<Long> pids() {
        return processes.stream().flatMap(some -> some.get().stream()).toList();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        end();
    }

    private synchronized void end() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.getLogger(Rig.class.getName()).log(System.Logger.Level.WARNING, "at the end", e);
            }
        }
        Folders.delete(state);
    }
}
