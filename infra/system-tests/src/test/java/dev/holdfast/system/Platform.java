package dev.holdfast.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The platform as {@code infra/stack up} starts it, on ports and with state of its own, once for all system tests. It
 * is only ever spoken to as a user would: by {@code infra/stack} and over the network.
 */
final class Platform {
    static final Path ROOT = Path.of(System.getProperty("holdfast.root"));

    private static final class Holder {
        static final Platform SHARED = start();
    }

    /** What a command printed, both streams together, and how it ended. */
    record Output(int exitCode, String text) {
        Output orFail() {
            if (exitCode != 0) {
                throw new IllegalStateException("exit code " + exitCode + ":\n" + text);
            }
            return this;
        }
    }

    private final Map<String, String> environment;
    private Map<String, String> exports = Map.of();

    private Platform(Map<String, String> environment) {
        this.environment = environment;
    }

    static Platform shared() {
        return Holder.SHARED;
    }

    private static Platform start() {
        Platform platform = new Platform(freshEnvironment());
        Runtime.getRuntime().addShutdownHook(new Thread(platform::stop));
        platform.stack("up").orFail();
        platform.readExports();
        return platform;
    }

    private static Map<String, String> freshEnvironment() {
        int base = freeBlock();
        Map<String, String> environment = new HashMap<>();
        environment.put("HOLDFAST_PORT_BASE", Integer.toString(base));
        environment.put("HOLDFAST_PUBLIC_PORT", Integer.toString(base + 480));
        environment.put("HOLDFAST_API_PORT", Integer.toString(base + 481));
        environment.put("HOLDFAST_OPS_PORT", Integer.toString(base + 482));
        environment.put("HOLDFAST_BUILD", "never");
        try {
            Path state = Files.createTempDirectory(Path.of("/var/tmp"), "holdfast-system-test-");
            // Postgres runs as another user when the tests run as root.
            state.toFile().setExecutable(true, false);
            state.toFile().setReadable(true, false);
            environment.put("HOLDFAST_STATE", state.resolve("state").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return environment;
    }

    /** The start of 500 ports of which those the platform begins with are free now. */
    private static int freeBlock() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20, 60) * 500;
            if (List.of(1, 2, 10, 20, 21, 101, 151, 201, 202, 251, 301, 351, 480, 481, 482).stream()
                    .allMatch(offset -> isFree(base + offset))) {
                return base;
            }
        }
        throw new IllegalStateException("no free block of ports below 30000");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs {@code infra/stack} with these arguments; five minutes at most. */
    Output stack(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("infra/stack").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a shell script in the root of the repository, as a user of this platform; five minutes at most. */
    Output shell(String script) {
        return run(List.of("bash", "-c", script));
    }

    /** Runs a command in Redis. */
    Output redis(String... command) {
        return shell("redis-cli -u '" + export("HOLDFAST_REDIS_URL") + "' " + String.join(" ", command));
    }

    private Output run(List<String> command) {
        return run(command, environment, Duration.ofMinutes(5));
    }

    /** Runs a command in the root of the repository. */
    static Output run(List<String> command, Map<String, String> environment, Duration atMost) {
        try {
            Path log = Files.createTempFile("holdfast-command-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
            builder.redirectOutput(log.toFile()).environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(atMost)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        command + " still runs after " + atMost + ":\n" + Files.readString(log));
            }
            String text = Files.readString(log);
            Files.delete(log);
            return new Output(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        stack("down");
        Path state = Path.of(environment.getOrDefault("HOLDFAST_STATE", "")).getParent();
        try (var files = Files.walk(state)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + state + ": " + e);
        }
    }

    private void readExports() {
        Map<String, String> read = new HashMap<>();
        for (String line : stack("env").orFail().text().lines().toList()) {
            String assignment = line.startsWith("export ") ? line.substring("export ".length()) : "";
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                read.put(assignment.substring(0, equals), unquote(assignment.substring(equals + 1)));
            }
        }
        exports = read;
    }

    private static String unquote(String shell) {
        return shell.startsWith("'") ? shell.substring(1, shell.length() - 1).replace("'\\''", "'") : shell;
    }

    /** A line of {@code infra/stack env}, for example {@code HOLDFAST_PUBLIC_URL}. */
    String export(String name) {
        String value = exports.get(name);
        if (value == null) {
            throw new IllegalStateException("infra/stack env prints no " + name + ": " + exports.keySet());
        }
        return value;
    }

    /** A port of the platform, as an offset from its base: see docs/configuration.md. */
    int port(int offset) {
        return Integer.parseInt(environment.getOrDefault("HOLDFAST_PORT_BASE", "")) + offset;
    }

    Connection primary() throws SQLException {
        return DriverManager.getConnection(export("HOLDFAST_PRIMARY_JDBC"));
    }

    Connection replica() throws SQLException {
        return DriverManager.getConnection(export("HOLDFAST_REPLICA_JDBC"));
    }
}
