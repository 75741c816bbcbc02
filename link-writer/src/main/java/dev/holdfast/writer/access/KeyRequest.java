package dev.holdfast.writer.access;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/** The request body as the OpenAPI document describes it. It is read by {@link KeyController}. */
@Schema(
        name = "KeyRequest",
        description = "An API key to be made",
        additionalProperties = AdditionalPropertiesValue.FALSE,
        example = """
                {"name": "shop", "scopes": ["links:write"]}""")
interface KeyRequest {
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            description = "For people",
            minLength = 1,
            maxLength = KeyController.MAX_NAME)
    String getName();

    @ArraySchema(
            minItems = 1,
            schema = @Schema(allowableValues = {"links:read", "links:write", "admin"}),
            arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED, description = "What the key may do"))
    List<String> getScopes();
}
