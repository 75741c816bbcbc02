package dev.holdfast.bench.clicks;

import dev.holdfast.bench.measure.Contender;
import dev.holdfast.bench.measure.Sample;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * A way to get a backlog into Postgres. A round ends when all of it is there, however long that takes.
 *
 * @param drain does it, for a number of clicks
 */
record Drain(String name, int clicks, IntFunction<Sample> drain) implements Contender {
    void warmUp(int some) {
        Sample unused = drain.apply(some);
    }

    @Override
    public Sample round(Duration time) {
        return drain.apply(clicks);
    }
}
