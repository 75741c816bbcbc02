package dev.holdfast.worker.consume;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the consumer's thread is about, for health and for the operators. Thread-safe. */
@Singleton
public class ConsumerState {
    private volatile boolean running;
    private volatile @Nullable String halted;
    private volatile @Nullable String trouble;
    private volatile @Nullable Instant lastStored;

    /** Whether the consumer's thread is alive. Not so before the start, after the stop, and after a fault of ours. */
    public boolean running() {
        return running;
    }

    /** Why consumption has stopped until an operator decides; null when it hasn't. */
    public @Nullable String halted() {
        return halted;
    }

    /** What keeps this worker from storing, and is tried again; null when nothing does. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** When this worker last stored a batch; null before the first. */
    public @Nullable Instant lastStored() {
        return lastStored;
    }

    void running(boolean now) {
        running = now;
    }

    void halt(String reason) {
        halted = reason;
    }

    void troubled(String reason) {
        trouble = reason;
    }

    void placed() {
        halted = null;
    }

    void stored(Instant now) {
        lastStored = now;
        trouble = null;
    }
}
