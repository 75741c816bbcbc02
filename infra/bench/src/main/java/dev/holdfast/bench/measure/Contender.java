package dev.holdfast.bench.measure;

import java.time.Duration;

/** One of the things that are compared. Everything it needs runs already and goes on running between its rounds. */
public interface Contender {
    String name();

    /** Puts it under load for this long and says what that gave. */
    Sample round(Duration time);

    /** Puts it under load for this long, so that it is as fast as it gets. */
    default void warmUp(Duration time) {
        Sample unused = round(time);
    }
}
