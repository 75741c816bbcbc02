package dev.holdfast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest
@Property(name = "holdfast.shutdown-delay", value = "0s")
class ProblemAnswersTest {
    private final Answers answers;

    @Inject
    ProblemAnswersTest(EmbeddedServer server) {
        this.answers = new Answers(server);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            {                                       | 400 | malformed-request | null
            []                                      | 400 | malformed-request | null
            "x"                                     | 400 | malformed-request | null
            {"name":"a","count":1,"extra":1}        | 422 | unknown-field     | extra
            {"name":"a","count":"many"}             | 422 | invalid-field     | count
            {"name":{},"count":1}                   | 422 | invalid-field     | name
            {"name":"a","count":1,"numbers":["x"]}  | 422 | invalid-field     | numbers[0]
            {"name":"a","count":99999999999}        | 422 | invalid-field     | count
            {"name":"a","count":1,"count":2}        | 422 | invalid-field     | count
            """)
    void refusesBadBodies(String body, int status, String code, @Nullable String field) {
        HttpResponse<String> answer = answers.json("POST", "/api/v1/samples", body);
        assertProblem(answer, status, code, field);
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code, @Nullable String field) {
        String text = answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
        assertThat(answer.statusCode()).as(text).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).as(text).hasValue("application/problem+json");
        assertThat(answer.body()).as(text).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
        assertThat(answer.body())
                .as(text)
                .contains(field == null ? "\"field\":null" : "\"field\":\"" + field + "\"")
                .doesNotContain("secret", "Exception", "micronaut");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            GET     | /api/v1/nothing           | 404 | not-found          | null
            GET     | /%00                      | 404 | not-found          | null
            PUT     | /api/v1/samples           | 405 | method-not-allowed | null
            FOO     | /api/v1/samples           | 405 | method-not-allowed | null
            POST    | /api/v1/samples           | 400 | malformed-request  | null
            PATCH   | /api/v1/samples           | 400 | malformed-request  | null
            GET     | /api/v1/samples?limit=x   | 422 | invalid-field      | limit
            GET     | /api/v1/samples?limit=101 | 422 | invalid-field      | limit
            GET     | /api/v1/samples?from=x    | 422 | invalid-field      | from
            GET     | /api/v1/samples/abc       | 422 | invalid-field      | id
            DELETE  | /api/v1/samples/abcd      | 422 | invalid-field      | id
            GET     | /api/v1/needs             | 422 | invalid-field      | what
            GET     | /api/v1/broken            | 500 | internal-error     | null
            GET     | /api/v1/broken-later      | 500 | internal-error     | null
            GET     | /api/v1/unwritable        | 500 | internal-error     | null
            GET     | /api/v1/away              | 503 | unavailable        | null
            GET     | /api/v1/closed/read       | 401 | unauthenticated    | null
            """)
    void answersProblems(String method, String path, int status, String code, @Nullable String field) {
        assertProblem(answers.send(method, path, ""), status, code, field);
    }

    @Test
    void addsTheHeadersThatBelongToTheStatus() {
        assertThat(answers.get("/api/v1/away").headers().firstValue("Retry-After"))
                .hasValue("1");
        assertThat(answers.get("/api/v1/closed/read").headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer");
        assertThat(answers.send("PUT", "/api/v1/samples", "").headers().firstValue("Allow"))
                .get()
                .asString()
                .contains("GET", "POST", "PATCH");
    }

    @Test
    void refusesWhatItCanNotReadOrWrite() {
        assertProblem(answers.get("/api/v1/samples", "Accept", "text/html"), 406, "not-acceptable", null);
        assertProblem(
                answers.send("POST", "/api/v1/samples", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type",
                null);
        assertProblem(answers.json("POST", "/api/v1/samples", "[".repeat(20_000)), 400, "malformed-request", null);
        assertProblem(answers.json("POST", "/api/v1/samples", "x".repeat(20_000_000)), 413, "request-too-large", null);
        assertProblem(answers.get("/" + "x".repeat(100_000)), 413, "request-too-large", null);
    }

    @Test
    void hasNoBodyForHead() {
        HttpResponse<String> answer = answers.send("HEAD", "/api/v1/broken", "");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsAbsentFromNull() {
        assertThat(answers.json("PATCH", "/api/v1/samples", "{}").body())
                .contains("\"hasTitle\":false", "\"titleNull\":true");
        assertThat(answers.json("PATCH", "/api/v1/samples", "{\"title\":null}").body())
                .contains("\"hasTitle\":true", "\"titleNull\":true");
        assertProblem(answers.json("PATCH", "/api/v1/samples", "{\"title\":1}"), 422, "invalid-field", "title");
        assertProblem(answers.json("PATCH", "/api/v1/samples", "{\"x\":1}"), 422, "unknown-field", "x");
        assertProblem(answers.json("PATCH", "/api/v1/samples", "[1]"), 400, "malformed-request", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}x                         | valid JSON, or has a field twice: look at line 1, column 3
            {"title":"a","title":"b"}   | valid JSON, or has a field twice: look at line 1, column 21
            {"title":NaN}               | valid JSON
            {"title":"x",}              | valid JSON
            {} {}                       | goes on after the JSON document
            ` `                         | is empty
            """)
    void readsJsonStrictly(String body, String detail) {
        HttpResponse<String> answer = answers.json("PATCH", "/api/v1/samples", body);
        assertProblem(answer, 400, "malformed-request", null);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void echoesTheRequestIdOfTheFront() {
        HttpResponse<String> answer = answers.get("/api/v1/request-id", "X-Request-Id", "0123abcd");
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("0123abcd");
        assertThat(answer.body()).isEqualTo("0123abcd");
        assertThat(answers.get("/api/v1/request-id", "X-Request-Id", "a\tb").body())
                .matches("[0-9a-f]{32}");
    }
}
