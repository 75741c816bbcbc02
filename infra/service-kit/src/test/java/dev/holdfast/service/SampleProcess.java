package dev.holdfast.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The sample service in a process of its own, on free ports. */
final class SampleProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Answers service;
    private final Answers management;

    SampleProcess(String shutdownDelay) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-Dmicronaut.server.port=" + port,
                        "-Dendpoints.all.port=" + managementPort,
                        "-Dholdfast.shutdown-delay=" + shutdownDelay,
                        SampleApplication.class.getName())
                .inheritIO()
                .start();
        this.service = new Answers(URI.create("http://127.0.0.1:" + port));
        this.management = new Answers(URI.create("http://127.0.0.1:" + managementPort));
        await("ready", this::isReady);
    }

    Answers service() {
        return service;
    }

    boolean isReady() {
        return isUp(management, "/health/readiness");
    }

    /** Whether new connections are accepted. */
    boolean listens() {
        return isUp(service, "/api/v1/request-id");
    }

    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end");
        }
        return process.exitValue();
    }

    static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("never " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A fresh connection each time: one that is kept alive would not show that the listener is gone. */
    private static boolean isUp(Answers answers, String path) {
        try {
            return answers.getInBackground(path).join().statusCode() == 200;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
