package dev.holdfast.model.click;

/** Bytes that are no click. Carries no stack trace: the input is at fault, and many may come at once. */
public final class MalformedClickException extends RuntimeException {
    /** Why. The names are stable: dead letters and metrics carry them. */
    public enum Cause {
        /** There are no bytes at all. */
        EMPTY,
        /** The first byte is a version that can't be read here. */
        UNKNOWN_VERSION,
        /** The bytes end too early. */
        TRUNCATED,
        /** A value is outside its bounds or not UTF-8. */
        INVALID_FIELD
    }

    private final Cause reason;

    MalformedClickException(Cause reason, String detail) {
        super("not a click, " + reason + ": " + detail, null, false, false);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
