package dev.holdfast.bench;

/** A bench can't run, or its answers were wrong: the message is all that is shown. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }
}
