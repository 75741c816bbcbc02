package dev.holdfast.worker.ops;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the operators' API document says of the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Holdfast operations",
                        version = "1",
                        description = "The queue of clicks and its dead letters. Every call needs an API key with the"
                                + " scope 'admin'. Errors are RFC 9457 problem documents (application/problem+json)"
                                + " with a stable 'code'."),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer")
final class ApiDescription {
    private ApiDescription() {}
}
