package dev.holdfast.reader;

import io.micronaut.runtime.Micronaut;

/** Starts link-reader. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
