package dev.holdfast.worker;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, so that it can be killed. */
public final class WorkerProcess implements AutoCloseable {
    private final Process process;

    WorkerProcess(Map<String, String> environment, String topic) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dholdfast.worker.topic=" + topic,
                "-Dholdfast.worker.group=" + topic,
                "dev.holdfast.worker.Application"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(log()));
        process = builder.start();
    }

    private static File log() {
        return new File("target", "worker-process-" + System.nanoTime() + ".log");
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
