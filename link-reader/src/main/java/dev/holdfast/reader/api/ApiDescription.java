package dev.holdfast.reader.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the API's document says of the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Holdfast",
                        version = "1",
                        description = "Short links. Errors are RFC 9457 problem documents (application/problem+json)"
                                + " with a stable 'code'."),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer")
final class ApiDescription {
    private ApiDescription() {}
}
