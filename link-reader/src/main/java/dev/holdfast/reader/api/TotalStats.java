package dev.holdfast.reader.api;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;

/**
 * Clicks of all links together.
 *
 * @param series by day or by hour, as for one link, without visitors
 * @param top the links with most clicks in the span, most first
 */
@Serdeable
record TotalStats(
        LocalDate from, LocalDate to, String by, String bots, long total, List<LinkStats.Point> series, List<Top> top) {
    @Serdeable
    record Top(String code, String target, long clicks) {}
}
