package dev.holdfast.service;

import io.micronaut.runtime.Micronaut;

/** The sample service as a process of its own. */
final class SampleApplication {
    private SampleApplication() {}

    public static void main(String[] args) {
        Micronaut.run(SampleApplication.class, args);
    }
}
