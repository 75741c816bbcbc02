package dev.holdfast.reader.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clicks of a link.
 *
 * @param total of the whole span; more than the sum of the series when a dimension has more values than are shown
 * @param series by day or hour: every one of the span in order, those without clicks too; by a dimension: the values
 *     with most clicks first
 */
@Serdeable
record LinkStats(String code, LocalDate from, LocalDate to, String by, String bots, long total, List<Point> series) {
    /**
     * One entry; it has exactly one of {@code day}, {@code hour} and {@code value}.
     *
     * @param value empty for "none" or "not known"
     * @param visitors different visitors of the day that are no bots; by day only
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Point(
            @Nullable LocalDate day,
            @Nullable Instant hour,
            @Nullable String value,
            long clicks,
            @Nullable Long visitors) {
        static Point ofDay(LocalDate day, long clicks, @Nullable Long visitors) {
            return new Point(day, null, null, clicks, visitors);
        }

        static Point ofHour(Instant hour, long clicks) {
            return new Point(null, hour, null, clicks, null);
        }

        static Point ofValue(String value, long clicks) {
            return new Point(null, null, value, clicks, null);
        }
    }
}
