package dev.holdfast.reader.api;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;

/** What the OpenAPI document says of each call, so that the controllers show what they do. */
final class ReadDocs {
    private static final String TOKEN = "From a write or an earlier read: the answer is at least as new";
    private static final String STRONG = "`strong`: the primary answers, with every change that was answered";
    private static final String NEXT_TOKEN = "Send it with a read, and the answer is at least as new";

    private ReadDocs() {}

    @Operation(
            operationId = "getLink",
            summary = "One link",
            description = "Disabled and expired links are shown, deleted ones are 410.",
            parameters = {
                @Parameter(
                        name = "If-None-Match",
                        in = ParameterIn.HEADER,
                        description = "The ETag you have: 304 when it is still the link's",
                        schema = @Schema(implementation = String.class),
                        example = "\"42\""),
                @Parameter(
                        name = "Consistency-Token",
                        in = ParameterIn.HEADER,
                        description = TOKEN,
                        schema = @Schema(implementation = String.class)),
                @Parameter(
                        name = "Consistency",
                        in = ParameterIn.HEADER,
                        description = STRONG,
                        schema = @Schema(implementation = String.class, allowableValues = "strong"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The link",
            headers = {
                @Header(
                        name = "ETag",
                        description = "The version, in quotes",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Consistency-Token",
                        description = NEXT_TOKEN,
                        schema = @Schema(implementation = String.class))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkView.class)))
    @ApiResponse(responseCode = "304", description = "You have it")
    @OfOneLink
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface One {}

    @Operation(
            operationId = "listLinks",
            summary = "A page of links, newest first",
            parameters = {
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "Links on a page",
                        schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "100")),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "`nextCursor` of the page before, of the same list",
                        schema = @Schema(implementation = String.class)),
                @Parameter(
                        name = "tag",
                        in = ParameterIn.QUERY,
                        description = "One of the link's tags, exactly",
                        schema = @Schema(implementation = String.class, maxLength = 200)),
                @Parameter(
                        name = "q",
                        in = ParameterIn.QUERY,
                        description = "A part of title, target or alias, case ignored",
                        schema = @Schema(implementation = String.class, maxLength = 200)),
                @Parameter(
                        name = "Consistency-Token",
                        in = ParameterIn.HEADER,
                        description = TOKEN,
                        schema = @Schema(implementation = String.class)),
                @Parameter(
                        name = "Consistency",
                        in = ParameterIn.HEADER,
                        description = STRONG,
                        schema = @Schema(implementation = String.class, allowableValues = "strong"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            headers =
                    @Header(
                            name = "Consistency-Token",
                            description = NEXT_TOKEN,
                            schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkPage.class)))
    @Checked
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Page {}

    @Operation(
            operationId = "getStats",
            summary = "Clicks of a link by UTC day or hour, or by where they came from",
            parameters = {
                @Parameter(
                        name = "from",
                        in = ParameterIn.QUERY,
                        description = "First day; default 29 days before `to`",
                        schema = @Schema(implementation = LocalDate.class)),
                @Parameter(
                        name = "to",
                        in = ParameterIn.QUERY,
                        description = "Last day, included; default today",
                        schema = @Schema(implementation = LocalDate.class)),
                @Parameter(
                        name = "by",
                        in = ParameterIn.QUERY,
                        description = "What the series goes by",
                        schema =
                                @Schema(
                                        implementation = String.class,
                                        allowableValues = {
                                            "day",
                                            "hour",
                                            "referrer",
                                            "country",
                                            "browser",
                                            "os",
                                            "device"
                                        },
                                        defaultValue = "day")),
                @Parameter(
                        name = "bots",
                        in = ParameterIn.QUERY,
                        description = "Whether clicks of recognised bots count",
                        schema =
                                @Schema(
                                        implementation = String.class,
                                        allowableValues = {"include", "exclude"},
                                        defaultValue = "include")),
                @Parameter(
                        name = "Consistency-Token",
                        in = ParameterIn.HEADER,
                        description = TOKEN,
                        schema = @Schema(implementation = String.class)),
                @Parameter(
                        name = "Consistency",
                        in = ParameterIn.HEADER,
                        description = STRONG,
                        schema = @Schema(implementation = String.class, allowableValues = "strong"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The clicks",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LinkStats.class)))
    @OfOneLink
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Stats {}

    @Operation(
            operationId = "getTotals",
            summary = "Clicks of all links together, and the links with most",
            parameters = {
                @Parameter(
                        name = "from",
                        in = ParameterIn.QUERY,
                        description = "First day; default 29 days before `to`",
                        schema = @Schema(implementation = LocalDate.class)),
                @Parameter(
                        name = "to",
                        in = ParameterIn.QUERY,
                        description = "Last day, included; default today",
                        schema = @Schema(implementation = LocalDate.class)),
                @Parameter(
                        name = "by",
                        in = ParameterIn.QUERY,
                        description = "What the series goes by",
                        schema =
                                @Schema(
                                        implementation = String.class,
                                        allowableValues = {"day", "hour"},
                                        defaultValue = "day")),
                @Parameter(
                        name = "bots",
                        in = ParameterIn.QUERY,
                        description = "Whether clicks of recognised bots count",
                        schema =
                                @Schema(
                                        implementation = String.class,
                                        allowableValues = {"include", "exclude"},
                                        defaultValue = "include")),
                @Parameter(
                        name = "top",
                        in = ParameterIn.QUERY,
                        description = "How many links to show",
                        schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "100"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The clicks",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TotalStats.class)))
    @Checked
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Totals {}

    @Operation(
            operationId = "listKeys",
            summary = "The API keys that are valid now, newest first",
            description = "Without their secrets.")
    @ApiResponse(
            responseCode = "200",
            description = "The keys",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyPage.class)))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Keys {}

    @ApiResponse(
            responseCode = "404",
            description = "`link-not-found`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "410",
            description = "`link-gone`: it was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Checked
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.ANNOTATION_TYPE)
    @interface OfOneLink {}

    @ApiResponse(
            responseCode = "422",
            description = "`invalid-field`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.ANNOTATION_TYPE)
    @interface Checked {}
}
