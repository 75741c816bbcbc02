package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateLinkTest {
    private final ApiClient client = WriterFixture.shared().client();

    @Test
    void answersTheLinkWithItsHeaders() {
        Reply reply = client.post("/api/v1/links", "{\"target\": \"https://Example.com/a b\"}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        String code = reply.text("code");
        assertThat(code).matches("0[A-Za-z0-9]{7}");
        assertThat(reply.header("Location")).isEqualTo("/api/v1/links/" + code);
        assertThat(reply.header("ETag")).isEqualTo("\"" + reply.text("version") + "\"");
        assertThat(reply.header("Consistency-Token")).isEqualTo(reply.text("version"));
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(fieldNames(reply.json()))
                .containsExactly(
                        "code",
                        "shortUrl",
                        "target",
                        "alias",
                        "redirectStatus",
                        "title",
                        "tags",
                        "createdAt",
                        "updatedAt",
                        "expiresAt",
                        "disabled",
                        "version");
        assertThat(reply.text("shortUrl")).isEqualTo("http://go.example:8080/" + code);
        assertThat(reply.text("target")).isEqualTo("https://example.com/a%20b");
        assertThat(reply.text("redirectStatus")).isEqualTo("302");
        assertThat(reply.text("alias")).isEqualTo("null");
        assertThat(reply.text("title")).isEqualTo("null");
        assertThat(reply.text("expiresAt")).isEqualTo("null");
        assertThat(reply.text("disabled")).isEqualTo("false");
        assertThat(reply.at("tags").size()).isZero();
        assertThat(reply.text("updatedAt")).isEqualTo(reply.text("createdAt")).endsWith("Z");
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.entries().forEach(entry -> names.add(entry.getKey()));
        return names;
    }

    @Test
    void keepsEveryField() {
        String alias = newAlias();
        Reply reply = client.post("/api/v1/links", """
                {"target": "https://example.com/", "alias": "%s", "expiresAt": "2999-01-31T12:00:00.1234567+02:00",
                 "redirectStatus": 308, "title": "Spring \\u00e9 \\ud83c\\udf31", "tags": ["b", "a", "b"]}""".formatted(alias));

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.text("code")).isEqualTo(alias).isEqualTo(reply.text("alias"));
        assertThat(reply.text("expiresAt")).isEqualTo("2999-01-31T10:00:00.123456Z");
        assertThat(reply.text("redirectStatus")).isEqualTo("308");
        assertThat(reply.text("title")).isEqualTo("Spring é 🌱");
        assertThat(reply.text("tags/0")).isEqualTo("b");
        assertThat(reply.text("tags/1")).isEqualTo("a");
        assertThat(reply.at("tags").size()).isEqualTo(2);
    }

    @Test
    void takesNullForWhatMayBeLeftOut() {
        Reply reply = client.post("/api/v1/links", """
                {"target": "https://example.com/", "alias": null, "expiresAt": null, "redirectStatus": null,
                 "title": null, "tags": null}""");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.text("redirectStatus")).isEqualTo("302");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                            | invalid-field  | target
            {"target": null}                                              | invalid-field  | target
            {"target": 5}                                                 | invalid-field  | target
            {"target": "https://example.com", "taget": 1}                 | unknown-field  | taget
            {"target": "https://example.com", "disabled": true}           | unknown-field  | disabled
            {"target": "ftp://example.com"}                               | invalid-target | target
            {"target": "javascript:alert(1)"}                             | invalid-target | target
            {"target": "https://"}                                        | invalid-target | target
            {"target": "https://user:pw@example.com"}                     | invalid-target | target
            {"target": "https://example.com/\\u0000"}                     | invalid-target | target
            {"target": "http://go.example:8080/x"}                        | invalid-target | target
            {"target": "http://GO.example:8080"}                          | invalid-target | target
            {"target": "http://127.0.0.1:8080/x"}                         | invalid-target | target
            {"target": "http://0x7f.1:8080/x"}                            | invalid-target | target
            {"target": "http://[0:0::1]:8080/x"}                          | invalid-target | target
            {"target": "https://example.com", "alias": "ab"}              | invalid-alias  | alias
            {"target": "https://example.com", "alias": "0abcdefg"}        | invalid-alias  | alias
            {"target": "https://example.com", "alias": "a b c"}           | invalid-alias  | alias
            {"target": "https://example.com", "alias": "caf\\u00e9"}      | invalid-alias  | alias
            {"target": "https://example.com", "alias": "api"}             | invalid-alias  | alias
            {"target": "https://example.com", "alias": 12345}             | invalid-field  | alias
            {"target": "https://example.com", "redirectStatus": 303}      | invalid-field  | redirectStatus
            {"target": "https://example.com", "redirectStatus": "302"}    | invalid-field  | redirectStatus
            {"target": "https://example.com", "redirectStatus": 302.5}    | invalid-field  | redirectStatus
            {"target": "https://example.com", "redirectStatus": 1e99}     | invalid-field  | redirectStatus
            {"target": "https://example.com", "expiresAt": "2001-01-01T00:00:00Z"}   | invalid-field | expiresAt
            {"target": "https://example.com", "expiresAt": "2999-01-01T00:00:00"}    | invalid-field | expiresAt
            {"target": "https://example.com", "expiresAt": "2999-01-01"}             | invalid-field | expiresAt
            {"target": "https://example.com", "expiresAt": "+999999-01-01T00:00:00Z"} | invalid-field | expiresAt
            {"target": "https://example.com", "expiresAt": 32503680000}   | invalid-field  | expiresAt
            {"target": "https://example.com", "title": "a\\u0000b"}       | invalid-field  | title
            {"target": "https://example.com", "title": "a\\nb"}           | invalid-field  | title
            {"target": "https://example.com", "title": "\\ud800"}         | invalid-field  | title
            {"target": "https://example.com", "title": ["a"]}             | invalid-field  | title
            {"target": "https://example.com", "tags": "a"}                | invalid-field  | tags
            {"target": "https://example.com", "tags": [""]}               | invalid-field  | tags
            {"target": "https://example.com", "tags": ["a\\tb"]}          | invalid-field  | tags
            {"target": "https://example.com", "tags": ["a\\u0000"]}       | invalid-field  | tags
            {"target": "https://example.com", "tags": [null]}             | invalid-field  | tags
            {"target": "https://example.com", "tags": [["a"]]}            | invalid-field  | tags
            """)
    void refusesWithCodeAndField(String body, String code, String field) {
        Reply reply = client.post("/api/v1/links", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("field")).isEqualTo(field);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(client.post("/api/v1/links", link("title", "\"" + "x".repeat(201) + "\""))
                        .status())
                .isEqualTo(422);
        assertThat(client.post("/api/v1/links", link("title", "\"" + "🌱".repeat(200) + "\""))
                        .status())
                .isEqualTo(201);
        assertThat(client.post("/api/v1/links", link("tags", "[\"" + "x".repeat(51) + "\"]"))
                        .status())
                .isEqualTo(422);
        String twentyOne = Stream.iterate(0, i -> i + 1)
                .limit(21)
                .map(i -> "\"t" + i + "\"")
                .toList()
                .toString();
        assertThat(client.post("/api/v1/links", link("tags", twentyOne)).status())
                .isEqualTo(422);
        String target = "https://example.com/" + "x".repeat(8192);
        assertThat(client.post("/api/v1/links", "{\"target\": \"" + target + "\"}")
                        .text("code"))
                .isEqualTo("invalid-target");
    }

    private static String link(String field, String value) {
        return "{\"target\": \"https://example.com/\", \"" + field + "\": " + value + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "42", "{\"target\": \"https://example.com\"", "{'a': 1}"})
    void refusesWhatIsNoObject(String body) {
        Reply reply = client.post("/api/v1/links", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("malformed-request");
    }

    @Test
    void refusesADocumentNestedTooDeep() {
        Reply reply = client.post("/api/v1/links", "[".repeat(60_000) + "]".repeat(60_000));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    }

    @Test
    void refusesOtherContent() {
        Reply form = client.post("/api/v1/links", "target=x", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(415);
    }

    /** Its length may be said before, or show at the end of its chunks. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100_000, 200_000, 33 << 20})
    void takesABodyOfOneLinkAndNoLonger(int blanks) {
        byte[] body = (" ".repeat(blanks) + "{\"target\": \"https://example.com/\"}").getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher sent : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            Reply reply = client.send("POST", "/api/v1/links", sent);
            assertThat(reply.status()).as(reply.body()).isEqualTo(blanks > CreateLimit.MAX_BYTES ? 413 : 201);
            if (reply.status() == 413) {
                assertThat(reply.text("code")).isEqualTo("request-too-large");
            }
        }
    }

    /** Escaped to the last character. */
    @Test
    void takesTheLongestLink() {
        String target = "https://example.com/" + "x".repeat(8192 - 20);
        String tags = IntStream.range(0, 20)
                .mapToObj(i -> "\"" + escaped("🌱".repeat(48) + (10 + i)) + "\"")
                .collect(Collectors.joining(",", "[", "]"));

        Reply reply = client.post(
                "/api/v1/links", """
                {"target": "%s", "alias": "%s", "title": "%s", "tags": %s}""".formatted(escaped(target), escaped(newAlias()), escaped("🌱".repeat(200)), tags));

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.text("target")).isEqualTo(target);
    }

    private static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    @Test
    void asksForAKeyWithTheScope() {
        String body = "{\"target\": \"https://example.com/\"}";
        assertThat(new ApiClient(client.server(), null)
                        .post("/api/v1/links", body)
                        .status())
                .isEqualTo(401);
        assertThat(new ApiClient(client.server(), "hf_wrong")
                        .post("/api/v1/links", body)
                        .status())
                .isEqualTo(401);
        String reader = client.post("/api/v1/keys", "{\"name\": \"r\", \"scopes\": [\"links:read\"]}")
                .text("secret");
        assertThat(new ApiClient(client.server(), reader)
                        .post("/api/v1/links", body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void givesAnAliasToOneOfThirty() {
        String body = "{\"target\": \"https://example.com/\", \"alias\": \"%s\"}".formatted(newAlias());

        List<Reply> replies = Together.run(30, i -> client.post("/api/v1/links", body));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 409)
                .hasSize(29)
                .allSatisfy(reply -> assertThat(reply.text("code")).isEqualTo("alias-taken"))
                .allSatisfy(reply -> assertThat(reply.text("field")).isEqualTo("alias"));
    }

    @Test
    void numbersRiseAndTimesAreNow() {
        Instant before = Instant.now().minusSeconds(5);
        Reply first = client.post("/api/v1/links", "{\"target\": \"https://example.com/\"}");
        Reply second = client.post("/api/v1/links", "{\"target\": \"https://example.com/\"}");

        assertThat(Long.parseLong(second.text("version"))).isGreaterThan(Long.parseLong(first.text("version")));
        assertThat(Instant.parse(second.text("createdAt"))).isAfter(before);
        assertThat(second.text("code")).isNotEqualTo(first.text("code"));
    }

    static String newAlias() {
        return "a-" + UUID.randomUUID();
    }
}
