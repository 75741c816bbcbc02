package dev.holdfast.writer.access;

import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.writer.access.KeyStore.Added;
import dev.holdfast.writer.api.CommonProblems;
import dev.holdfast.writer.api.PlainText;
import dev.holdfast.writer.api.WriteCounter;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes and revokes API keys over HTTP. */
@Controller("/api/v1/keys")
@RequiresScope(Scope.ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "keys")
@CommonProblems
class KeyController {
    static final int MAX_NAME = 100;

    private final KeyStore store;
    private final WriteCounter counter;

    KeyController(KeyStore store, WriteCounter counter) {
        this.store = store;
        this.counter = counter;
    }

    @Operation(operationId = "createKey", summary = "Make an API key", description = "Its secret is shown this once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = KeyRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewKey.class)))
    @ApiResponse(
            responseCode = "422",
            description = "`invalid-field` or `unknown-field`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Post
    @Status(HttpStatus.CREATED)
    NewKey create(@Body JsonNode body) {
        return counter.count("create-key", () -> make(body));
    }

    private NewKey make(JsonNode body) {
        JsonFields fields = JsonFields.of(body, Set.of("name", "scopes"));
        String name = fields.requiredText("name");
        PlainText.require("name", name, 1, MAX_NAME);
        Set<Scope> scopes = scopes(fields);
        String secret = ApiKeySecret.generate();
        Added added = store.add(name, scopes, ApiKeySecret.hash(secret));
        List<String> texts = scopes.stream().map(Scope::text).toList();
        return new NewKey(added.id(), name, texts, added.createdAt(), secret);
    }

    private static Set<Scope> scopes(JsonFields fields) {
        List<String> texts = fields.texts("scopes");
        Set<Scope> scopes = new LinkedHashSet<>();
        try {
            (texts == null ? List.<String>of() : texts).forEach(text -> scopes.add(Scope.of(text)));
        } catch (IllegalArgumentException _) {
            scopes.clear();
        }
        if (scopes.isEmpty()) {
            throw JsonFields.invalid("scopes", "must be some of links:read, links:write and admin");
        }
        return scopes;
    }

    @Operation(
            operationId = "revokeKey",
            summary = "Revoke an API key for good",
            description = "It stops working within 5 seconds.")
    @ApiResponse(responseCode = "204", description = "It is revoked, or was before")
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        boolean found = counter.count("revoke-key", () -> store.revoke(id));
        if (!found) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no API key " + id + ".");
        }
    }
}
