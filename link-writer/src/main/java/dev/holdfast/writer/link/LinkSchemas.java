package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;

/**
 * Bodies as the OpenAPI document describes them. Requests are read by {@link LinkFields}, the batch's answer is
 * {@link BatchResults}. What may be null says so in {@code types}: the generator gets {@code @Nullable} wrong.
 */
final class LinkSchemas {
    private LinkSchemas() {}

    @Schema(
            name = "NewLink",
            description = "A link to be created",
            additionalProperties = AdditionalPropertiesValue.FALSE,
            example = """
                    {"target": "https://example.com/spring?utm_source=mail", "alias": "spring-sale", "tags": ["mail"]}""")
    interface NewLink {
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "Where the link leads: an http or https URL, stored as a browser would show it",
                maxLength = 8192)
        String getTarget();

        @Schema(
                types = {"string", "null"},
                description = "The code you choose. Not a digit followed by exactly seven letters or digits, not a"
                        + " reserved word. Left out: a code is generated",
                pattern = "^[A-Za-z0-9_-]{3,64}$")
        String getAlias();

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "From then on the link answers 410. In the future, with offset")
        Instant getExpiresAt();

        @Schema(
                description = "The redirect's HTTP status: 301, 302, 307 or 308. Browsers remember 301 and 308",
                minimum = "301",
                maximum = "308",
                defaultValue = "302")
        int getRedirectStatus();

        @Schema(
                types = {"string", "null"},
                description = "For people",
                maxLength = LinkFields.MAX_TITLE)
        String getTitle();

        @ArraySchema(
                maxItems = LinkFields.MAX_TAGS,
                schema = @Schema(minLength = 1, maxLength = LinkFields.MAX_TAG),
                arraySchema = @Schema(description = "For lists. What is given twice is kept once"))
        List<String> getTags();
    }

    @Schema(
            name = "LinkChange",
            description = "What is to change; what is left out stays",
            additionalProperties = AdditionalPropertiesValue.FALSE,
            example = """
                    {"disabled": true, "title": null}""")
    interface LinkChange {
        @Schema(
                description = "Where the link leads: an http or https URL, stored as a browser would show it",
                maxLength = 8192)
        String getTarget();

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "From then on the link answers 410; null: never")
        Instant getExpiresAt();

        @Schema(
                description = "The redirect's HTTP status: 301, 302, 307 or 308. Browsers remember 301 and 308",
                minimum = "301",
                maximum = "308")
        int getRedirectStatus();

        @Schema(
                types = {"string", "null"},
                description = "For people; null: none",
                maxLength = LinkFields.MAX_TITLE)
        String getTitle();

        @ArraySchema(
                maxItems = LinkFields.MAX_TAGS,
                schema = @Schema(minLength = 1, maxLength = LinkFields.MAX_TAG),
                arraySchema = @Schema(description = "For lists; replaces all tags; null: none"))
        List<String> getTags();

        @Schema(description = "While true the link answers 410")
        boolean getDisabled();
    }

    @Schema(
            name = "NewLinks",
            description = "Links to be created",
            additionalProperties = AdditionalPropertiesValue.FALSE,
            example = """
                    {"links": [{"target": "https://example.com/a"}, {"target": "https://example.com/b", "alias": "b-side"}]}""")
    interface NewLinkBatch {
        @ArraySchema(
                maxItems = NewLinks.MAX_BATCH,
                arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED, description = "Each as for POST /links"))
        List<NewLink> getLinks();
    }

    @Schema(name = "BatchResults", description = "A result for each link of the batch, in the same order")
    interface Results {
        @ArraySchema(arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED))
        List<Result> getResults();
    }

    @Schema(name = "BatchResult", description = "What the single call would have answered: a link or a problem")
    interface Result {
        @Schema(requiredMode = RequiredMode.REQUIRED, description = "The HTTP status of the single call")
        int getStatus();

        @Schema(requiredMode = RequiredMode.NOT_REQUIRED)
        LinkView getLink();

        @Schema(requiredMode = RequiredMode.NOT_REQUIRED)
        Problem getProblem();
    }
}
