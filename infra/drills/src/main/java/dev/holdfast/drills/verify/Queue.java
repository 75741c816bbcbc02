package dev.holdfast.drills.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.drills.probe.Api;
import java.io.IOException;

/** The click queue, as the ops front shows it. */
public final class Queue {
    private static final long ON_THEIR_WAY = 100;

    private final Api ops;

    public Queue(Api ops) {
        this.ops = ops;
    }

    /** Clicks that wait; -1 when nobody can tell. */
    public long depth() {
        try {
            JsonNode queue = ops.get("/api/v1/queue");
            return queue.path("depth").asLong(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    public boolean empty() {
        return depth() == 0;
    }

    /** Whether next to nothing waits: while clicks come in, a moment's worth is always on its way. */
    public boolean drained() {
        return isDrained(depth());
    }

    /** The same of a depth that was seen. */
    public static boolean isDrained(long depth) {
        return depth >= 0 && depth <= ON_THEIR_WAY;
    }
}
