package dev.holdfast.reader.api;

import dev.holdfast.model.access.Scope;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.service.access.RequiresScope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.SerdeImport;
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
@CommonProblems
class LinkController {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_FILTER = 200;

    private final LinkFinder finder;
    private final LinkLists lists;
    private final LinkViews views;

    LinkController(LinkFinder finder, LinkLists lists, LinkViews views) {
        this.finder = finder;
        this.lists = lists;
        this.views = views;
    }

    @ReadDocs.One
    @Get("/{code}")
    HttpResponse<LinkView> one(@PathVariable String code, @Parameter(hidden = true) HttpHeaders headers) {
        LinkView link = views.of(finder.find(code, Demand.of(headers)));
        String tag = "\"" + link.version() + "\"";
        MutableHttpResponse<LinkView> response = EntityTags.match(headers.get(HttpHeaders.IF_NONE_MATCH), tag)
                ? HttpResponse.notModified()
                : HttpResponse.ok(link);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(Demand.TOKEN, Long.toString(link.version()));
    }

    @ReadDocs.Page
    @Get
    HttpResponse<LinkPage> page(
            @Parameter(hidden = true) HttpHeaders headers,
            @QueryValue(defaultValue = "20") int limit,
            @Nullable @QueryValue String cursor,
            @Nullable @QueryValue String tag,
            @Nullable @QueryValue String q) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'limit' must be between 1 and " + MAX_LIMIT + ".", "limit");
        }
        ListFilter filter = new ListFilter(text(tag, "tag"), text(q, "q"));
        long below = Cursor.decode(cursor, filter);
        LinkReading<List<LinkRow>> found = lists.find(filter, below, limit + 1, Demand.of(headers));
        return HttpResponse.ok(page(LinkLists.rows(found), limit, filter))
                .header(Demand.TOKEN, Long.toString(found.position().settled()));
    }

    /** @param rows one more than the page holds, if there are more */
    private LinkPage page(List<LinkRow> rows, int limit, ListFilter filter) {
        boolean more = rows.size() > limit;
        List<LinkRow> items = more ? rows.subList(0, limit) : rows;
        String next = more ? Cursor.encode(items.getLast().id(), filter) : null;
        return new LinkPage(items.stream().map(views::of).toList(), next);
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
