package dev.holdfast.local.platform;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person at the terminal how far we are. Safe for use by many threads. */
public final class Progress {
    private final PrintStream out;
    private final long start = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Does it, and tells how long it took. */
    public void step(String name, String done, Runnable action) {
        var begin = System.nanoTime();
        action.run();
        say(String.format(Locale.ROOT, "  %-18s %s (%s)", name, done, seconds(System.nanoTime() - begin)));
    }

    /** Time since this was made, for people. */
    public String total() {
        return seconds(System.nanoTime() - start);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
    }
}
