package dev.holdfast.worker.ops;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of what the ops front serves. */
@Controller("/api/v1/openapi.yml")
class OpenApiController {
    private static final String RESOURCE = "META-INF/swagger/holdfast-operations-1.yml";

    private final byte[] document;

    OpenApiController(ResourceLoader resources) {
        try (InputStream input = resources
                .getResourceAsStream(RESOURCE)
                .orElseThrow(() -> new IllegalStateException("the build has left out " + RESOURCE))) {
            document = input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Needs no key: tools read it before anyone has one. */
    @Get
    @Hidden
    @Produces("application/yaml")
    byte[] document() {
        return document;
    }
}
