package dev.holdfast.local.process;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports nobody listens on, for tests. Taken from below the range that systems give to outgoing connections, so that a
 * server that is stopped finds its port free again when it comes back.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 28_000;

    private final Set<Integer> given = new HashSet<>();

    /** A port that was free a moment ago and was not given before. */
    public synchronized int next() {
        for (; ; ) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (PortHolder.free(port) && given.add(port)) {
                return port;
            }
        }
    }
}
