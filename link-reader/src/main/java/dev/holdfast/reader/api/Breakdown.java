package dev.holdfast.reader.api;

import dev.holdfast.service.problem.JsonFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What clicks are shown by: a span of time, or one of the dimensions that click-worker sums up. */
enum Breakdown {
    DAY,
    HOUR,
    REFERRER,
    COUNTRY,
    BROWSER,
    OS,
    DEVICE;

    /** The breakdown as clients and the roll-up tables write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTime() {
        return this == DAY || this == HOUR;
    }

    /** The one that a request names; by day when it names none. */
    static Breakdown of(@Nullable String text) {
        if (text == null) {
            return DAY;
        }
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> JsonFields.invalid("by", "must be one of " + all()));
    }

    private static String all() {
        return Arrays.stream(values()).map(Breakdown::text).collect(Collectors.joining(", "));
    }
}
