package dev.holdfast.drills.catalogue;

import dev.holdfast.drills.DrillException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something to read off the services' metrics during a drill. Written as {@code watch.NAME = HOW SERVICE METRIC LIMIT}.
 *
 * @param name of the measure that comes out of it
 * @param service whose instances are asked
 * @param metric as Prometheus writes it, with labels or the beginning of them
 * @param limit what {@code how} compares with
 */
public record Watch(String name, How how, String service, String metric, double limit) {

    /** What is made of a metric's course. */
    public enum How {
        /** Seconds from the fault until any instance shows more than the limit. */
        ABOVE,
        /** Seconds from the fault until it has grown by more than the limit, all instances together. */
        GROWS,
        /** Seconds from the fault until it grows again for good, after the longest time in which it did not. */
        RESUMES,
        /** Seconds from the fault until it no longer grows by more than the limit in a second. */
        CALMS,
        /** How much it grew, from the fault to the end. */
        COUNT
    }

    static Watch parse(String name, String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        if (words.size() != 4) {
            throw DrillException.error("watch." + name + " needs HOW SERVICE METRIC LIMIT, and is: " + text);
        }
        How how = How.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        return new Watch(name, how, words.get(1), words.get(2), Double.parseDouble(words.get(3)));
    }
}
