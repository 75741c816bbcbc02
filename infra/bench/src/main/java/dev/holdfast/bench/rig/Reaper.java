package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** Cleans up after a bench that was killed and could not do so itself. */
final class Reaper {
    private static final int START_FIELD = 19;

    private Reaper() {}

    /** Keeps the pipe open for as long as this JVM lives. */
    private static final AtomicReference<Process> KEEP = new AtomicReference<>();

    /** @param state what runs with a pid file below its folder {@code run} ends with us, and the folder goes */
    static void watch(Path state) {
        Path script = Folders.repository().resolve("infra/bench/src/main/sh/reap");
        try {
            KEEP.set(new ProcessBuilder("setsid", "sh", script.toString(), state.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new BenchException("cannot start the clean-up: " + e.getMessage());
        }
    }

    /** Writes down a process as {@code infra/local} does with those that it starts: number, boot and start tick. */
    static void note(Path state, String name, long pid) {
        Path folder = state.resolve("run").resolve(name);
        Folders.create(folder);
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            byte[] stat = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            String text = new String(stat, StandardCharsets.ISO_8859_1);
            String tick = text.substring(text.lastIndexOf(") ") + 2).split(" ", -1)[START_FIELD];
            Files.writeString(folder.resolve("pid"), pid + " " + boot + "/" + tick + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
