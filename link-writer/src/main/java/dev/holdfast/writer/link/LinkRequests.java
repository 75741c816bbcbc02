package dev.holdfast.writer.link;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request bodies as the OpenAPI document describes them; {@link LinkFields} is what reads them. */
final class LinkRequests {
    private LinkRequests() {}

    @Schema(
            name = "NewLink",
            description = "A link to be created",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record NewLink(
            @Schema(
                    description = "Where the link leads: an http or https URL, stored as a browser would show it",
                    maxLength = 8192,
                    example = "https://example.com/spring?utm_source=mail")
            String target,

            @Schema(
                    description = "The code you choose. Not a digit followed by exactly seven letters or digits, not a"
                            + " reserved word. Left out: a code is generated",
                    minLength = 3,
                    maxLength = 64,
                    pattern = "^[A-Za-z0-9_-]{3,64}$",
                    example = "spring-sale")
            @Nullable String alias,

            @Schema(
                    description = "From then on the link answers 410. In the future, with offset",
                    example = "2030-01-31T12:00:00Z")
            @Nullable Instant expiresAt,

            @Schema(
                    description = "The redirect's HTTP status. Browsers remember 301 and 308",
                    allowableValues = {"301", "302", "307", "308"},
                    defaultValue = "302")
            @Nullable Integer redirectStatus,

            @Schema(description = "For people", maxLength = LinkFields.MAX_TITLE) @Nullable String title,

            @ArraySchema(
                    maxItems = LinkFields.MAX_TAGS,
                    uniqueItems = true,
                    schema = @Schema(minLength = 1, maxLength = LinkFields.MAX_TAG))
            @Nullable List<String> tags) {}

    @Schema(
            name = "LinkChange",
            description = "What is to change; what is left out stays",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record LinkChange(
            @Schema(
                    description = "Where the link leads: an http or https URL, stored as a browser would show it",
                    maxLength = 8192)
            @Nullable String target,

            @Schema(description = "From then on the link answers 410; null: never") @Nullable Instant expiresAt,

            @Schema(
                    description = "The redirect's HTTP status. Browsers remember 301 and 308",
                    allowableValues = {"301", "302", "307", "308"})
            @Nullable Integer redirectStatus,

            @Schema(description = "For people; null: none", maxLength = LinkFields.MAX_TITLE) @Nullable String title,

            @ArraySchema(
                    maxItems = LinkFields.MAX_TAGS,
                    uniqueItems = true,
                    schema = @Schema(minLength = 1, maxLength = LinkFields.MAX_TAG))
            @Nullable List<String> tags,

            @Schema(description = "While true the link answers 410") @Nullable Boolean disabled) {}

    @Schema(
            name = "NewLinks",
            description = "Links to be created",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record NewLinkBatch(
            @ArraySchema(maxItems = NewLinks.MAX_BATCH) List<NewLink> links) {}
}
