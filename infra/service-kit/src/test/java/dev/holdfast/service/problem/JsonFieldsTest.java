package dev.holdfast.service.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.problem.ProblemException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private static final JsonMapper MAPPER = JsonMapper.createDefault();

    @Test
    void tellsAbsentFromNull() {
        JsonFields fields = read("{\"a\": null}");
        assertThat(fields.has("a")).isTrue();
        assertThat(fields.has("b")).isFalse();
        assertThat(fields.text("a")).isNull();
        assertThat(fields.text("b")).isNull();
    }

    @Test
    void readsEachType() {
        assertThat(read("{\"a\": \"x\"}").requiredText("a")).isEqualTo("x");
        assertThat(read("{\"a\": 301}").integer("a")).isEqualTo(301);
        assertThat(read("{\"a\": 3.01e2}").integer("a")).isEqualTo(301);
        assertThat(read("{\"a\": -2147483648}").integer("a")).isEqualTo(Integer.MIN_VALUE);
        assertThat(read("{\"a\": true}").bool("a")).isTrue();
        assertThat(read("{\"a\": [\"x\", \"\"]}").texts("a")).containsExactly("x", "");
        assertThat(read("{\"a\": [1, {}]}").nodes("a")).hasSize(2);
        assertThat(read("{\"a\": \"2030-01-31T12:00:00+02:00\"}").instant("a"))
                .isEqualTo(Instant.parse("2030-01-31T10:00:00Z"));
    }

    @Test
    void refusesOtherTypesByName() {
        refuses("{\"a\": 1}", JsonFields::text, "must be a string");
        refuses("{\"a\": null}", JsonFields::requiredText, "is required");
        refuses("{}", JsonFields::requiredText, "is required");
        refuses("{\"a\": \"301\"}", JsonFields::integer, "must be a whole number");
        refuses("{\"a\": 1.5}", JsonFields::integer, "must be a whole number");
        refuses("{\"a\": 2147483648}", JsonFields::integer, "must be a whole number");
        refuses("{\"a\": 1e999999999}", JsonFields::integer, "must be a whole number");
        refuses("{\"a\": \"true\"}", JsonFields::bool, "must be true or false");
        refuses("{\"a\": {}}", JsonFields::texts, "must be a list");
        refuses("{\"a\": [1]}", JsonFields::texts, "must be a list of strings");
        refuses("{\"a\": [null]}", JsonFields::texts, "must be a list of strings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-01-31",
                "2030-01-31T12:00:00",
                "2030-02-30T12:00:00Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "",
                "tomorrow"
            })
    void refusesWhatIsNoTime(String text) {
        refuses("{\"a\": \"" + text + "\"}", JsonFields::instant, "must be a time with offset");
    }

    @Test
    void refusesUnknownFieldsByName() {
        assertProblem(() -> read("{\"c\": 1}"), "unknown-field", "c", "'c'");
        String longName = "x".repeat(1000);
        assertProblem(() -> read("{\"" + longName + "\": 1}"), "unknown-field", "x".repeat(100) + "...", "xxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "1", "true", "null"})
    void refusesWhatIsNoObject(String json) {
        assertProblem(() -> read(json), "malformed-request", null, "JSON object");
    }

    private static void refuses(String json, BiFunction<JsonFields, String, @Nullable Object> read, String reason) {
        JsonFields fields = read(json);
        assertProblem(() -> read.apply(fields, "a"), "invalid-field", "a", reason);
    }

    private static void assertProblem(ThrowingCallable call, String code, @Nullable String field, String detail) {
        Consumer<ProblemException> matches = e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().field()).isEqualTo(field);
            assertThat(e.problem().detail()).contains(detail);
        };
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, matches);
    }

    private static JsonFields read(String json) {
        try {
            return JsonFields.of(MAPPER.readValue(json, JsonNode.class), Set.of("a", "b"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
