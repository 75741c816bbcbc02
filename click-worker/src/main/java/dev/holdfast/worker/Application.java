package dev.holdfast.worker;

import io.micronaut.runtime.Micronaut;

/** Starts click-worker. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
