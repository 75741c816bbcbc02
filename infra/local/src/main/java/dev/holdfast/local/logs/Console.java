package dev.holdfast.local.logs;

import java.util.Locale;

/**
 * What goes on, for the person who waits: on standard error, since results go to standard output. Safe for use by
 * several threads.
 */
public final class Console {
    private static final long START = System.nanoTime();

    private Console() {}

    @SuppressWarnings("SystemErr")
    public static void say(String line) {
        System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - START) / 1e9, line);
    }
}
