package dev.holdfast.bench.measure;

import java.time.Duration;
import java.util.List;

/** One of the things that are compared. Everything it needs runs already and goes on running between its rounds. */
public interface Contender {
    String name();

    /** Puts it under load for this long and says what that gave. */
    Sample round(Duration time);

    /** Those that run what a round runs. Their compilers, if they have any, must be done before the first one. */
    default List<Long> processes() {
        return List.of();
    }

    /** Puts it under the same load for this long; nothing is measured. */
    default void warmUp(Duration time) {
        Sample unused = round(time);
    }
}
