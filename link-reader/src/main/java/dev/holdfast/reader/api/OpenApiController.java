package dev.holdfast.reader.api;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of everything that the API front serves, by link-reader and link-writer. */
@Controller("/api/v1/openapi.yml")
class OpenApiController {
    private static final String RESOURCE = "META-INF/swagger/openapi.yml";

    private final byte[] document;

    OpenApiController(ResourceLoader resources) {
        try (InputStream input = resources
                .getResourceAsStream(RESOURCE)
                .orElseThrow(() -> new IllegalStateException("the build has left out " + RESOURCE))) {
            document = clean(new String(input.readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes out what the generator puts in by mistake: that null may be an object too, and its own bookkeeping. */
    static String clean(String document) {
        return document.replaceAll("(\n +- \"null\")\n +- object\\b", "$1")
                .replaceAll("\n +(exampleSetFlag|defaultValue): .*", "");
    }

    /** Needs no key: tools read it before anyone has one. */
    @Get
    @Hidden
    @Produces("application/yaml")
    HttpResponse<byte[]> document() {
        return HttpResponse.ok(document).header(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
    }
}
