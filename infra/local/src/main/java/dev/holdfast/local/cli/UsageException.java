package dev.holdfast.local.cli;

/** The command line is not one we understand. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
