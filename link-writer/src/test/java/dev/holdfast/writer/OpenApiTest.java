package dev.holdfast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The document that is made at compile time says what the code does. */
class OpenApiTest {
    private final Map<String, Object> document = load();

    private static Map<String, Object> load() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/swagger/link-writer.yml")) {
            return new Yaml().load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // whoever asks for a path knows that an object stands there
    private Map<String, Object> at(String... path) {
        Map<String, Object> node = document;
        for (String step : path) {
            node = (Map<String, Object>) Objects.requireNonNull(node.get(step), () -> "no " + step);
        }
        return node;
    }

    @Test
    void isVersion31AndHasEveryCall() {
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        assertThat(at("paths").keySet())
                .containsExactlyInAnyOrder(
                        "/api/v1/links",
                        "/api/v1/links/batch",
                        "/api/v1/links/{code}",
                        "/api/v1/keys",
                        "/api/v1/keys/{id}");
        assertThat(at("paths", "/api/v1/links/{code}").keySet()).containsExactlyInAnyOrder("patch", "delete");
    }

    @Test
    void everyCallNamesItsAnswers() {
        assertThat(answers("/api/v1/links", "post"))
                .contains("201", "200", "400", "401", "403", "409", "413", "422", "503");
        assertThat(answers("/api/v1/links/batch", "post")).contains("200", "400", "413", "422", "503");
        assertThat(answers("/api/v1/links/{code}", "patch")).contains("200", "400", "404", "410", "412", "422", "503");
        assertThat(answers("/api/v1/links/{code}", "delete")).contains("204", "404", "410", "412", "503");
        assertThat(answers("/api/v1/keys", "post")).contains("201", "400", "401", "403", "422", "503");
        assertThat(answers("/api/v1/keys/{id}", "delete")).contains("204", "404", "503");
    }

    private List<String> answers(String path, String method) {
        return List.copyOf(at("paths", path, method, "responses").keySet());
    }

    @Test
    void everyBodyHasItsFieldsAndNoOther() {
        assertThat(fields("NewLink"))
                .containsExactlyInAnyOrder("target", "alias", "expiresAt", "redirectStatus", "title", "tags");
        assertThat(fields("LinkChange"))
                .containsExactlyInAnyOrder("target", "expiresAt", "redirectStatus", "title", "tags", "disabled");
        assertThat(fields("KeyRequest")).containsExactlyInAnyOrder("name", "scopes");
        for (String body : List.of("NewLink", "NewLinks", "LinkChange", "KeyRequest")) {
            assertThat(at("components", "schemas", body).get("additionalProperties"))
                    .isEqualTo(false);
        }
        assertThat(at("components", "schemas")).doesNotContainKey("JsonNode");
    }

    private List<String> fields(String schema) {
        return List.copyOf(at("components", "schemas", schema, "properties").keySet());
    }

    @Test
    void problemCodesInDescriptionsExist() {
        List<String> codes =
                Stream.of(ProblemCode.values()).map(ProblemCode::text).toList();
        at("paths")
                .keySet()
                .forEach(path -> at("paths", path).keySet().forEach(method -> {
                    for (String answer : answers(path, method)) {
                        if (answer.compareTo("400") >= 0) {
                            String description = String.valueOf(at("paths", path, method, "responses", answer)
                                    .get("description"));
                            String named = description.replaceFirst("^`([a-z-]+)`.*", "$1");
                            assertThat(codes).as(description).contains(named);
                        }
                    }
                }));
    }
}
