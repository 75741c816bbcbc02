package dev.holdfast.reader.api;

import dev.holdfast.model.access.Scope;
import dev.holdfast.reader.api.LinkStats.Point;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.service.problem.JsonFields;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clicks, of one link or of all together. */
@Controller("/api/v1")
@RequiresScope(Scope.LINKS_READ)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "stats")
@CommonProblems
class StatsController {
    private static final int MAX_TOP = 100;

    private final LinkFinder finder;
    private final Reads reads;
    private final CodeKeys keys;

    StatsController(LinkFinder finder, Reads reads, CodeKeys keys) {
        this.finder = finder;
        this.reads = reads;
        this.keys = keys;
    }

    @ReadDocs.Stats
    @Get("/links/{code}/stats")
    LinkStats stats(
            @PathVariable String code,
            @Parameter(hidden = true) HttpHeaders headers,
            @Nullable @QueryValue LocalDate from,
            @Nullable @QueryValue LocalDate to,
            @Nullable @QueryValue String by,
            @Nullable @QueryValue String bots) {
        StatsSpan span = StatsSpan.of(from, to, by, bots);
        Demand demand = Demand.of(headers);
        LinkRow row = finder.find(code, demand);
        return reads.any(demand, connection -> {
            List<Point> series = StatsTable.series(connection, row.id(), span);
            // A dimension shows its greatest values only: the days know the whole.
            long total = StatsTable.total(span.by().isTime() ? series : StatsTable.days(connection, row.id(), span));
            return new LinkStats(code, span.from(), span.to(), span.by().text(), span.botsText(), total, series);
        });
    }

    @ReadDocs.Totals
    @Get("/stats")
    TotalStats totals(
            @Parameter(hidden = true) HttpHeaders headers,
            @Nullable @QueryValue LocalDate from,
            @Nullable @QueryValue LocalDate to,
            @Nullable @QueryValue String by,
            @Nullable @QueryValue String bots,
            @QueryValue(defaultValue = "10") int top) {
        StatsSpan span = StatsSpan.of(from, to, by, bots);
        if (!span.by().isTime()) {
            throw JsonFields.invalid("by", "must be 'day' or 'hour' here");
        }
        if (top < 0 || top > MAX_TOP) {
            throw JsonFields.invalid("top", "must be from 0 to " + MAX_TOP);
        }
        return reads.any(Demand.of(headers), connection -> {
            List<Point> series = StatsTable.totals(connection, span);
            List<TotalStats.Top> most = StatsTable.top(connection, span, top).stream()
                    .map(each -> new TotalStats.Top(
                            keys.codeOf(each.link()), each.link().target(), each.clicks()))
                    .toList();
            return new TotalStats(
                    span.from(), span.to(), span.by().text(), span.botsText(), StatsTable.total(series), series, most);
        });
    }
}
