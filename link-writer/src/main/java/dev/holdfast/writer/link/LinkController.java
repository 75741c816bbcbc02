package dev.holdfast.writer.link;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.writer.api.CommonProblems;
import dev.holdfast.writer.api.WriteCounter;
import dev.holdfast.writer.idempotency.Answer;
import dev.holdfast.writer.idempotency.IdempotentRequest;
import dev.holdfast.writer.idempotency.StoredAnswer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes links over HTTP. */
@Controller("/api/v1/links")
@RequiresScope(Scope.LINKS_WRITE)
@Tag(name = "links")
@CommonProblems
class LinkController {
    private static final String PATH = "/api/v1/links/";
    private static final String CONSISTENCY_TOKEN = "Consistency-Token";

    private final NewLinks newLinks;
    private final Links links;
    private final LinkFields fields;
    private final LinkViews views;
    private final WriteCounter counter;

    LinkController(NewLinks newLinks, Links links, LinkFields fields, LinkViews views, WriteCounter counter) {
        this.counter = counter;
        this.newLinks = newLinks;
        this.links = links;
        this.fields = fields;
        this.views = views;
    }

    /** On the event loop, where nothing may block. */
    @LinkDocs.Create
    @Post
    CompletionStage<MutableHttpResponse<byte[]>> create(
            @Parameter(hidden = true) ApiKey apiKey, HttpHeaders headers, @Body JsonNode body) {
        return counter.countLater(
                        "create",
                        () -> newLinks.create(body, idempotent(apiKey, headers, "create", body)),
                        LinkController::outcome)
                .thenApply(answer -> respond(answer, HttpStatus.CREATED));
    }

    @LinkDocs.CreateAll
    @Post("/batch")
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<byte[]> createAll(
            @Parameter(hidden = true) ApiKey apiKey, HttpHeaders headers, @Body JsonNode body) {
        Answer answer = counter.count(
                "batch",
                () -> newLinks.createAll(body, idempotent(apiKey, headers, "batch", body)),
                LinkController::outcome);
        return respond(answer, HttpStatus.OK);
    }

    @LinkDocs.Change
    @Patch("/{code}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<LinkView> patch(@PathVariable String code, HttpHeaders headers, @Body JsonNode body) {
        LinkRow row = counter.count("change", () -> links.patch(code, ifMatch(headers), fields.patch(body)));
        LinkView link = views.view(row);
        return versioned(HttpResponse.ok(link), link.version());
    }

    @LinkDocs.Remove
    @Delete("/{code}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Status(HttpStatus.NO_CONTENT)
    MutableHttpResponse<Void> delete(@PathVariable String code, HttpHeaders headers) {
        LinkRow row = counter.count("delete", () -> links.delete(code, ifMatch(headers)));
        return versioned(HttpResponse.noContent(), row.version());
    }

    private static @Nullable IdempotentRequest idempotent(
            ApiKey apiKey, HttpHeaders headers, String operation, JsonNode body) {
        return IdempotentRequest.of(apiKey, headers.get(IdempotentRequest.HEADER), operation, body);
    }

    private static IfMatch ifMatch(HttpHeaders headers) {
        return new IfMatch(headers.getAll(HttpHeaders.IF_MATCH));
    }

    private static String outcome(Answer answer) {
        return answer.repeated() ? WriteCounter.REPEATED : WriteCounter.DONE;
    }

    private static MutableHttpResponse<byte[]> respond(Answer answer, HttpStatus first) {
        StoredAnswer stored = answer.stored();
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(answer.repeated() ? HttpStatus.OK : first)
                .body(stored.body())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
        if (stored.code() != null) {
            response.header(HttpHeaders.LOCATION, PATH + stored.code());
        }
        return stored.version() == null ? response : versioned(response, stored.version());
    }

    private static <T> MutableHttpResponse<T> versioned(MutableHttpResponse<T> response, long version) {
        return response.header(HttpHeaders.ETAG, IfMatch.etag(version))
                .header(CONSISTENCY_TOKEN, Long.toString(version));
    }
}
