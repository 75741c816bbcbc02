package dev.holdfast.worker.ops;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the queue fills and drains, over the last seconds.
 *
 * @param in records added a second
 * @param out records consumed a second
 * @param secondsToDrain how long until nothing waits, if both rates stay; 0 when nothing waits, null when it grows or
 *     stands still
 */
@Serdeable
record Rates(double in, double out, @Nullable Double secondsToDrain) {
    /** Over the span of the samples, which are in order of time; null when they span less than a second. */
    static @Nullable Rates of(List<Sample> samples) {
        if (samples.size() < 2) {
            return null;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Duration.between(first.at(), last.at()).toNanos() / 1e9;
        if (seconds < 1) {
            return null;
        }
        double in = rounded((last.end() - first.end()) / seconds);
        double out = rounded((last.next() - first.next()) / seconds);
        return new Rates(in, out, secondsToDrain(last.end() - last.next(), out - in));
    }

    private static @Nullable Double secondsToDrain(long lag, double speed) {
        if (lag <= 0) {
            return 0.0;
        }
        return speed > 0 ? rounded(lag / speed) : null;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
