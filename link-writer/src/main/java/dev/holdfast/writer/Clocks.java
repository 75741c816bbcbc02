package dev.holdfast.writer;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The time, as a bean, so that tests can choose it. */
@Factory
final class Clocks {
    @Singleton
    @Secondary
    InstantSource instants() {
        return InstantSource.system();
    }
}
