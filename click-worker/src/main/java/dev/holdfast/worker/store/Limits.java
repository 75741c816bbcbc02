package dev.holdfast.worker.store;

import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about which clicks can be true at this moment.
 *
 * @param firstDay clicks before this day are not kept
 * @param latest no click can be later
 * @param lastIssued the highest number that a link can have
 */
record Limits(LocalDate firstDay, Instant latest, long lastIssued) {

    static Limits of(LocalDate firstKept, Instant now, long lastIssued, int retentionDays, Duration maxAhead) {
        LocalDate oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(retentionDays);
        return new Limits(firstKept.isAfter(oldest) ? firstKept : oldest, now.plus(maxAhead), lastIssued);
    }

    /** Why the click can't be counted, or null when it can. */
    @Nullable Failure check(Click click) {
        if (click.event().linkId() > lastIssued) {
            return fail(click, Cause.UNKNOWN_LINK, "link " + click.event().linkId() + ", issued up to " + lastIssued);
        }
        if (click.event().at().isAfter(latest)) {
            return fail(click, Cause.FROM_THE_FUTURE, "at " + click.event().at() + ", accepted up to " + latest);
        }
        if (click.day().isBefore(firstDay)) {
            return fail(click, Cause.TOO_OLD, "at " + click.event().at() + ", accepted from " + firstDay);
        }
        return null;
    }

    private static Failure fail(Click click, Cause cause, String message) {
        return Failure.of(click.origin(), cause, message);
    }
}
