package dev.holdfast.worker.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A record that can't be counted, and why.
 *
 * @param message at most {@value #MAX_MESSAGE} characters, without NUL, which Postgres can't hold
 */
public record Failure(
        Origin origin,
        Cause cause,
        @Nullable String exceptionClass,
        @Nullable String message) {
    private static final int MAX_MESSAGE = 1000;

    public static Failure of(Origin origin, Cause cause, Throwable exception) {
        return new Failure(origin, cause, exception.getClass().getName(), cut(exception.getMessage()));
    }

    public static Failure of(Origin origin, Cause cause, String message) {
        return new Failure(origin, cause, null, cut(message));
    }

    private static @Nullable String cut(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String storable = message.replace('\0', '\uFFFD');
        return storable.length() <= MAX_MESSAGE ? storable : storable.substring(0, MAX_MESSAGE);
    }
}
