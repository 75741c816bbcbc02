package dev.holdfast.reader.click;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What happened to clicks in this process. Always, once no click is on its way from one place to the next:
 *
 * <pre>recorded + recovered = forwarded + waiting (ring, spill) + dropped</pre>
 *
 * A click that went to Kafka twice because an acknowledgement was lost counts once. Safe for use by many threads.
 */
final class JournalCounters {
    /** Why a click was dropped. */
    enum Drop {
        /** The ring was full: Kafka is away and the spill is at its limit, or its disk is full or too slow. */
        FULL,
        /** Kafka will never take this record; it is kept in the file {@code rejected.clicks} while that is small. */
        REJECTED,
        /** It stood in a file that can't be read any more. */
        CORRUPT,
        /** It came after the journal was closed. */
        CLOSED,
        /** The journal failed in a way nobody thought of; see the log. */
        FAILED
    }

    /** What went wrong, however many clicks it touched. */
    enum Failure {
        KAFKA_TIMEOUT,
        KAFKA_REFUSED,
        KAFKA_OTHER,
        SPILL_WRITE,
        SPILL_READ,
        ADOPTION,
        INTERNAL
    }

    /** What was set aside as unreadable. */
    enum SetAside {
        RING,
        SPILL
    }

    final LongAdder recorded = new LongAdder();
    final LongAdder recovered = new LongAdder();
    final LongAdder forwarded = new LongAdder();
    private final LongAdder[] dropped = adders(Drop.values().length);
    private final LongAdder[] failures = adders(Failure.values().length);
    private final LongAdder[] setAside = adders(SetAside.values().length);

    LongAdder dropped(Drop cause) {
        return dropped[cause.ordinal()];
    }

    LongAdder failures(Failure cause) {
        return failures[cause.ordinal()];
    }

    LongAdder setAside(SetAside what) {
        return setAside[what.ordinal()];
    }

    long dropped() {
        return Stream.of(dropped).mapToLong(LongAdder::sum).sum();
    }

    /** The cause as a label's value. */
    static String label(Enum<?> cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static LongAdder[] adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }
}
