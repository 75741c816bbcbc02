package dev.holdfast.reader.api;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;

/**
 * Clicks of a link by UTC day, both ends included.
 *
 * @param series every day of the span in order, those without clicks too
 */
@Serdeable
record LinkStats(String code, LocalDate from, LocalDate to, long total, List<Day> series) {
    @Serdeable
    record Day(LocalDate day, long clicks) {}
}
