package dev.holdfast.reader.api;

import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.service.access.RequiresScope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clicks of a link. */
@Controller("/api/v1/links")
@RequiresScope(Scope.LINKS_READ)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "stats")
@CommonProblems
class StatsController {
    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 3660;

    private final LinkFinder finder;
    private final Reads reads;

    StatsController(LinkFinder finder, Reads reads) {
        this.finder = finder;
        this.reads = reads;
    }

    @ReadDocs.Stats
    @Get("/{code}/stats")
    LinkStats stats(
            @PathVariable String code,
            @Parameter(hidden = true) HttpHeaders headers,
            @Nullable @QueryValue LocalDate from,
            @Nullable @QueryValue LocalDate to) {
        LocalDate last = to == null ? LocalDate.now(ZoneOffset.UTC) : to;
        LocalDate first = from == null ? last.minusDays(DEFAULT_DAYS - 1) : from;
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'from' must be at most " + MAX_DAYS + " days before 'to'.", "from");
        }
        Demand demand = Demand.of(headers);
        LinkRow row = finder.find(code, demand);
        Map<LocalDate, Long> clicks = reads.any(demand, c -> ApiTable.clicks(c, row.id(), first, last));
        List<LinkStats.Day> series = first.datesUntil(last.plusDays(1))
                .map(day -> new LinkStats.Day(day, clicks.getOrDefault(day, 0L)))
                .toList();
        long total = series.stream().mapToLong(LinkStats.Day::clicks).sum();
        return new LinkStats(code, first, last, total, series);
    }
}
