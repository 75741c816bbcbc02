package dev.holdfast.worker.store;

/**
 * A stored offset isn't where this worker left it: another worker owns the partition now, or a commit of unknown
 * outcome succeeded. Nothing was stored; the stored offsets say where to go on.
 */
public final class FencedException extends Exception {
    public FencedException(String message) {
        super(message);
    }
}
