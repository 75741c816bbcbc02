package dev.holdfast.writer.link;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.writer.idempotency.Answer;
import dev.holdfast.writer.idempotency.IdempotentRequest;
import dev.holdfast.writer.idempotency.StoredAnswer;
import dev.holdfast.writer.link.LinkRequests.NewLink;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes links over HTTP. */
@Controller("/api/v1/links")
@RequiresScope(Scope.LINKS_WRITE)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "links")
class LinkController {
    private static final String PATH = "/api/v1/links/";
    private static final String CONSISTENCY_TOKEN = "Consistency-Token";

    private final NewLinks newLinks;
    private final Links links;
    private final LinkFields fields;
    private final LinkViews views;

    LinkController(NewLinks newLinks, Links links, LinkFields fields, LinkViews views) {
        this.newLinks = newLinks;
        this.links = links;
        this.fields = fields;
        this.views = views;
    }

    @Operation(summary = "Create a link", operationId = "createLink")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewLink.class)))
    @ApiResponse(
            responseCode = "201",
            description = "The link; its address is in Location",
            headers = {
                @io.swagger.v3.oas.annotations.headers.Header(
                        name = HttpHeaders.LOCATION,
                        schema = @Schema(type = "string")),
                @io.swagger.v3.oas.annotations.headers.Header(
                        name = HttpHeaders.ETAG,
                        schema = @Schema(type = "string")),
                @io.swagger.v3.oas.annotations.headers.Header(
                        name = CONSISTENCY_TOKEN,
                        schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = LinkView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The link that this Idempotency-Key made before",
            content = @Content(schema = @Schema(implementation = LinkView.class)))
    @Post
    MutableHttpResponse<String> create(
            @Parameter(hidden = true) ApiKey apiKey,
            @Header(IdempotentRequest.HEADER) @Nullable String idempotencyKey,
            @Body JsonNode body) {
        IdempotentRequest request = IdempotentRequest.of(apiKey, idempotencyKey, "create", body);
        return respond(newLinks.create(body, request), HttpStatus.CREATED);
    }

    @Post("/batch")
    MutableHttpResponse<String> createAll(
            @Parameter(hidden = true) ApiKey apiKey,
            @Header(IdempotentRequest.HEADER) @Nullable String idempotencyKey,
            @Body JsonNode body) {
        IdempotentRequest request = IdempotentRequest.of(apiKey, idempotencyKey, "batch", body);
        return respond(newLinks.createAll(body, request), HttpStatus.OK);
    }

    @Patch("/{code}")
    MutableHttpResponse<LinkView> patch(@PathVariable String code, HttpHeaders headers, @Body JsonNode body) {
        LinkPatch patch = fields.patch(body);
        LinkView link = views.view(links.patch(code, ifMatch(headers), patch));
        return versioned(HttpResponse.ok(link), link.version());
    }

    @Delete("/{code}")
    MutableHttpResponse<Void> delete(@PathVariable String code, HttpHeaders headers) {
        return versioned(
                HttpResponse.noContent(), links.delete(code, ifMatch(headers)).version());
    }

    private static IfMatch ifMatch(HttpHeaders headers) {
        return new IfMatch(headers.getAll(HttpHeaders.IF_MATCH));
    }

    private static MutableHttpResponse<String> respond(Answer answer, HttpStatus first) {
        StoredAnswer stored = answer.stored();
        MutableHttpResponse<String> response = HttpResponse.<String>status(answer.repeated() ? HttpStatus.OK : first)
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
