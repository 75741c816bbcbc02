package dev.holdfast.writer;

import io.micronaut.runtime.Micronaut;

/** Starts link-writer. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
