package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.platform.Platform;
import dev.holdfast.local.platform.Settings;
import dev.holdfast.local.postgres.PostgresCluster;
import dev.holdfast.local.process.Part;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of a platform as {@code infra/stack up} runs them, but only those that a bench asks for. */
public final class Parts implements AutoCloseable {
    /** Above what tests take their ports from, and below what systems give to outgoing connections. */
    private static final int FIRST_BASE = 30_000;

    private static final int LAST_BASE = 32_000;
    private static final int BLOCK = 500;
    private static final int FRONTS = 480;

    private final Rig rig;
    private final Path state;
    private final Settings settings;
    private final Platform platform;
    private final List<Server> started = new CopyOnWriteArrayList<>();

    private Parts(Rig rig, Settings settings) {
        this.rig = rig;
        this.state = rig.state();
        this.settings = settings;
        this.platform = new Platform(state, settings);
    }

    /** Nothing runs yet. What is started ends with the rig. */
    public static Parts in(Rig rig) {
        int base = freeBlock();
        Map<String, String> environment = Map.of(
                "HOLDFAST_PORT_BASE", Integer.toString(base),
                "HOLDFAST_PUBLIC_PORT", Integer.toString(base + FRONTS),
                "HOLDFAST_API_PORT", Integer.toString(base + FRONTS + 1),
                "HOLDFAST_OPS_PORT", Integer.toString(base + FRONTS + 2));
        Parts parts = rig.closing(new Parts(rig, Settings.of(rig.state(), environment)));
        rig.watch(parts::pids);
        return parts;
    }

    private static int freeBlock() {
        List<Integer> bases =
                new ArrayList<>(IntStream.iterate(FIRST_BASE, base -> base <= LAST_BASE, base -> base + BLOCK)
                        .boxed()
                        .toList());
        Collections.shuffle(bases, ThreadLocalRandom.current());
        Predicate<Integer> free = base -> IntStream.of(1, 2, 10, 20, 21, 101, 151, 201, 251, 301, 351, 480, 481, 482)
                .allMatch(offset -> isFree(base + offset));
        return bases.stream()
                .filter(free)
                .findFirst()
                .orElseThrow(() -> new BenchException("no free block of ports between 30000 and 32500"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Platform platform() {
        return platform;
    }

    /** Starts Postgres with a replica, Redis and Kafka. */
    public Parts backends() {
        Console.say("starting Postgres with a replica, Redis and Kafka");
        List.of(
                        CompletableFuture.runAsync(() -> {
                            start(platform.postgres().first());
                            start(platform.postgres().second());
                        }),
                        CompletableFuture.runAsync(() -> start(platform.redis())),
                        CompletableFuture.runAsync(() -> start(platform.kafka())))
                .forEach(CompletableFuture::join);
        return this;
    }

    /** Starts Postgres alone, Redis and Kafka. */
    public Parts withoutReplica() {
        Console.say("starting Postgres, Redis and Kafka");
        Stream.of(platform.postgres().first(), platform.redis(), platform.kafka())
                .map(part -> CompletableFuture.runAsync(() -> start(part)))
                .toList()
                .forEach(CompletableFuture::join);
        return this;
    }

    /** Starts an instance where everything but servers under test runs. */
    public ServiceInstance beside(ServiceKind kind, int number, Map<String, String> tuning) {
        ServiceInstance instance = instance(kind, number, tuning);
        Console.say("starting " + instance.name());
        start(instance);
        return instance;
    }

    /** Starts an instance that is to be measured, on the core that servers under test have to themselves. */
    public ServiceInstance underTest(ServiceKind kind, int number, Map<String, String> tuning) {
        ServiceInstance instance = instance(kind, number, tuning);
        Console.say("starting " + instance.name());
        rig.cores().forServer(() -> start(instance));
        return instance;
    }

    /** An instance with further environment variables; not started. */
    public ServiceInstance instance(ServiceKind kind, int number, Map<String, String> tuning) {
        return new Platform(state, settings.withTuning(tuning)).instance(kind, number);
    }

    /** Starts a part, which then ends with the rig. */
    public void start(Server part) {
        started.add(part);
        part.start();
    }

    private List<Long> pids() {
        return started.stream().flatMap(part -> Pids.of(part).stream()).toList();
    }

    /** A secret of scope admin. */
    public String apiKey() {
        return export("HOLDFAST_API_KEY");
    }

    /** As {@code infra/stack env} prints it. */
    public String export(String name) {
        String value = platform.wiring().exports().get(name);
        if (value == null) {
            throw new BenchException("infra/local exports no " + name);
        }
        return value;
    }

    /** A connection of the superuser to the primary; the caller closes it. */
    public Connection primary() throws SQLException {
        return platform.postgres().leader().connect(PostgresCluster.DATABASE);
    }

    /** First column of the first row on the primary, as text. */
    public String query(String sql) {
        return platform.postgres().leader().query(PostgresCluster.DATABASE, sql);
    }

    @Override
    public void close() {
        started.reversed().forEach(Part::kill);
    }
}
