package dev.holdfast.local.logs;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small shell script that keeps every log below a size. */
public final class LogKeeper extends Server {
    public static final String NAME = "log-keeper";

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Path logs;

    /** @param state the platform's state folder */
    public LogKeeper(Path state) {
        super(new ManagedProcess(NAME, state), Signal.TERM, Duration.ofSeconds(10), Duration.ofSeconds(2));
        this.logs = state.resolve("logs");
    }

    @Override
    protected Launch prepare() {
        var script = Folders.repository().resolve("infra/local/src/main/sh/log-keeper");
        return new Launch(List.of("sh", script.toString(), logs.toString(), Integer.toString(MAX_BYTES)), "");
    }

    @Override
    public boolean answers() {
        return running();
    }
}
