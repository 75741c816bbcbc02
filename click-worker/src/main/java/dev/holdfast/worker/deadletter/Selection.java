package dev.holdfast.worker.deadletter;

import java.util.List;

/** Which dead letters an operator means. */
public sealed interface Selection {
    /** Every letter. */
    record All() implements Selection {}

    /** Those that failed last for this cause. */
    record OfCause(Cause cause) implements Selection {}

    /** These; ids that don't exist are passed over. */
    record WithIds(List<Long> ids) implements Selection {}
}
