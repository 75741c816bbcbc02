package dev.holdfast.reader.api;

import dev.holdfast.model.access.Scope;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.service.access.RequiresScope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.SerdeImport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links, one by one and page by page. */
@SerdeImport(LinkView.class)
@Controller("/api/v1/links")
@RequiresScope(Scope.LINKS_READ)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "links")
class LinkController {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_FILTER = 200;

    private final LinkFinder finder;
    private final Reads reads;
    private final LinkViews views;

    LinkController(LinkFinder finder, Reads reads, LinkViews views) {
        this.finder = finder;
        this.reads = reads;
        this.views = views;
    }

    @Get("/{code}")
    @Operation(summary = "One link", description = "Disabled and expired links are shown, deleted ones are 410.")
    HttpResponse<LinkView> one(
            @PathVariable String code, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        LinkView link = views.of(finder.find(code));
        String tag = "\"" + link.version() + "\"";
        MutableHttpResponse<LinkView> response =
                EntityTags.match(ifNoneMatch, tag) ? HttpResponse.notModified() : HttpResponse.ok(link);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Consistency-Token", Long.toString(link.version()));
    }

    @Get
    @Operation(summary = "A page of links, newest first")
    LinkPage page(
            @QueryValue(defaultValue = "20") @Parameter(description = "1 to 100") int limit,
            @Nullable @QueryValue @Parameter(description = "nextCursor of the page before") String cursor,
            @Nullable @QueryValue @Parameter(description = "One of the link's tags, exactly") String tag,
            @Nullable @QueryValue @Parameter(description = "A part of title, target or alias, case ignored") String q) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'limit' must be between 1 and " + MAX_LIMIT + ".", "limit");
        }
        ListFilter filter = new ListFilter(text(tag, "tag"), text(q, "q"));
        long below = Cursor.decode(cursor, filter);
        List<LinkRow> rows = reads.any(connection -> ApiTable.list(connection, filter, below, limit + 1));
        boolean more = rows.size() > limit;
        List<LinkRow> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? Cursor.encode(shown.getLast().id(), filter) : null;
        return new LinkPage(shown.stream().map(views::of).toList(), next);
    }

    private static @Nullable String text(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_FILTER || value.indexOf('\0') >= 0) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'" + name + "' must be at most " + MAX_FILTER + " characters.", name);
        }
        return value;
    }
}
