package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import dev.holdfast.writer.link.LinkSchemas.LinkChange;
import dev.holdfast.writer.link.LinkSchemas.NewLink;
import dev.holdfast.writer.link.LinkSchemas.NewLinkBatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of each call, so that the controller shows what it does. */
final class LinkDocs {
    private static final String ETAG = "The version, in quotes";
    private static final String TOKEN = "Send it with a read, and the answer is at least as new";
    private static final String IDEMPOTENCY_KEY = "Visible ASCII, one for each intended request; kept for 24 hours";
    private static final String IF_MATCH = "Only when this is the link's ETag";

    private LinkDocs() {}

    @Operation(
            operationId = "createLink",
            summary = "Create a link",
            description = "With an Idempotency-Key, a repeat answers the same link with 200 and makes no other.",
            parameters =
                    @Parameter(
                            name = "Idempotency-Key",
                            in = ParameterIn.HEADER,
                            description = IDEMPOTENCY_KEY,
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255)))
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewLink.class)))
    @ApiResponse(
            responseCode = "201",
            description = "The link",
            headers = {
                @Header(
                        name = "Location",
                        description = "The link's path in this API",
                        schema = @Schema(implementation = String.class)),
                @Header(name = "ETag", description = ETAG, schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Consistency-Token",
                        description = TOKEN,
                        schema = @Schema(implementation = String.class))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The link that this Idempotency-Key made before",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "`alias-taken`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "413",
            description = "`request-too-large`: more than 128 KB",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "422",
            description = "`invalid-field`, `unknown-field`, `invalid-target`, `invalid-alias` or"
                    + " `idempotency-key-reused`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Create {}

    @Operation(
            operationId = "createLinks",
            summary = "Create up to 1,000 links",
            description = "One bad link spoils no other. With an Idempotency-Key, a repeat answers the same.",
            parameters =
                    @Parameter(
                            name = "Idempotency-Key",
                            in = ParameterIn.HEADER,
                            description = IDEMPOTENCY_KEY,
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255)))
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewLinkBatch.class)))
    @ApiResponse(
            responseCode = "200",
            description = "A result for each link, in order",
            headers =
                    @Header(
                            name = "Consistency-Token",
                            description = TOKEN,
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = LinkSchemas.Results.class)))
    @ApiResponse(
            responseCode = "413",
            description = "`request-too-large`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "422",
            description = "`invalid-field`, `unknown-field` or `idempotency-key-reused`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CreateAll {}

    @Operation(
            operationId = "changeLink",
            summary = "Change a link",
            parameters =
                    @Parameter(
                            name = "If-Match",
                            in = ParameterIn.HEADER,
                            description = IF_MATCH,
                            schema = @Schema(implementation = String.class),
                            example = "\"42\""))
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LinkChange.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The link, in its new version if anything changed",
            headers = {
                @Header(name = "ETag", description = ETAG, schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Consistency-Token",
                        description = TOKEN,
                        schema = @Schema(implementation = String.class))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkView.class)))
    @ApiResponse(
            responseCode = "422",
            description = "`invalid-field`, `unknown-field` or `invalid-target`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @OfOne
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Change {}

    @Operation(
            operationId = "deleteLink",
            summary = "Delete a link for good",
            description = "Its code answers 410 from then on, its alias stays taken.",
            parameters =
                    @Parameter(
                            name = "If-Match",
                            in = ParameterIn.HEADER,
                            description = IF_MATCH,
                            schema = @Schema(implementation = String.class),
                            example = "\"42\""))
    @ApiResponse(
            responseCode = "204",
            description = "It is deleted",
            headers = {
                @Header(name = "ETag", description = ETAG, schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Consistency-Token",
                        description = TOKEN,
                        schema = @Schema(implementation = String.class))
            })
    @OfOne
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Remove {}

    /** The problems of calls about one link. */
    @ApiResponse(
            responseCode = "404",
            description = "`link-not-found`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "410",
            description = "`link-gone`: it was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "412",
            description = "`version-mismatch`: the link has changed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.ANNOTATION_TYPE)
    @interface OfOne {}
}
