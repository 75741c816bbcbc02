package dev.holdfast.reader.resolve;

import java.util.concurrent.CompletableFuture;

/** One search for a code, for everybody who asks while it is under way. Safe for use by several threads. */
final class Flight {
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private volatile boolean departed;

    /**
     * To be called just before the query that may answer "there is none". Whoever asks after this may know of a link
     * that the query does not see, so a passing "no" is not for them.
     */
    void depart() {
        departed = true;
    }

    boolean hasDeparted() {
        return departed;
    }

    void land(Landing result) {
        landing.complete(result);
    }

    CompletableFuture<Landing> landing() {
        return landing;
    }
}
