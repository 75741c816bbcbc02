package dev.holdfast.drills;

import java.util.Locale;

/** What goes on, for the person who waits: on standard error, since the results go to standard output. */
public final class Progress {
    private static final long START = System.nanoTime();

    private Progress() {}

    @SuppressWarnings("SystemErr")
    public static void say(String line) {
        System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - START) / 1e9, line);
    }
}
