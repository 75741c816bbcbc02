package dev.holdfast.local;

import org.jspecify.annotations.Nullable;

/** Something the person at the terminal can understand and act on: the message is all that is shown. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
