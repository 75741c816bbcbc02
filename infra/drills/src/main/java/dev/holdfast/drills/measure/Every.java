package dev.holdfast.drills.measure;

import dev.holdfast.local.logs.Console;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something again and again on a thread of its own, with a pause in between, until it is closed. One time that
 * fails is told and does not keep it from the next.
 */
final class Every implements AutoCloseable {
    private final Duration pause;
    private final Runnable action;
    private final Thread thread;
    private volatile boolean over;

    private Every(Duration pause, String name, Runnable action) {
        this.pause = pause;
        this.action = action;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    static Every start(Duration pause, String name, Runnable action) {
        Every every = new Every(pause, name, action);
        every.thread.start();
        return every;
    }

    private void run() {
        while (!over) {
            try {
                action.run();
            } catch (RuntimeException e) {
                Console.say(thread.getName() + ": " + e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Waits until the action under way is done. */
    @Override
    public void close() {
        over = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
