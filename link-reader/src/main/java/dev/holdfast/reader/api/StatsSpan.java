package dev.holdfast.reader.api;

import dev.holdfast.service.problem.JsonFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What of the clicks is asked for: UTC days, both ends included.
 *
 * @param bots whether clicks of recognised bots count
 */
record StatsSpan(LocalDate from, LocalDate to, Breakdown by, boolean bots) {
    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 3660;
    /** An answer by hour stays of a size that people and charts can take. */
    private static final int MAX_HOUR_DAYS = 62;

    static StatsSpan of(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String by, @Nullable String bots) {
        LocalDate last = to == null ? LocalDate.now(ZoneOffset.UTC) : to;
        LocalDate first = from == null ? last.minusDays(DEFAULT_DAYS - 1) : from;
        Breakdown breakdown = Breakdown.of(by);
        int most = breakdown == Breakdown.HOUR ? MAX_HOUR_DAYS : MAX_DAYS;
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= most) {
            throw JsonFields.invalid("from", "must be at most " + most + " days before 'to'");
        }
        return new StatsSpan(first, last, breakdown, areIncluded(bots));
    }

    private static boolean areIncluded(@Nullable String bots) {
        if (bots == null || bots.equals("include")) {
            return true;
        }
        if (bots.equals("exclude")) {
            return false;
        }
        throw JsonFields.invalid("bots", "must be 'include' or 'exclude'");
    }

    String botsText() {
        return bots ? "include" : "exclude";
    }

    /** The first instant of the first day. */
    Instant start() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first instant after the last day. */
    Instant end() {
        return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
