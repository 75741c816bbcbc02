package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import dev.holdfast.writer.code.CodeKeys;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLinkTest {
    private final ApiClient client = WriterFixture.shared().client();

    private Reply create() {
        return client.post("/api/v1/links", """
                {"target": "https://example.com/", "title": "one", "tags": ["a"], "expiresAt": "2999-01-01T00:00:00Z"}""");
    }

    private static String path(Reply link) {
        return "/api/v1/links/" + link.text("code");
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        Reply link = create();
        Reply changed = client.patch(path(link), "{\"target\": \"https://example.org\", \"disabled\": true}");

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.text("target")).isEqualTo("https://example.org/");
        assertThat(changed.text("disabled")).isEqualTo("true");
        assertThat(changed.text("title")).isEqualTo("one");
        assertThat(changed.text("expiresAt")).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(changed.text("code")).isEqualTo(link.text("code"));
        assertThat(changed.text("createdAt")).isEqualTo(link.text("createdAt"));
        assertThat(version(changed)).isGreaterThan(version(link));
        assertThat(changed.header("ETag")).isEqualTo("\"" + version(changed) + "\"");
        assertThat(changed.header("Consistency-Token")).isEqualTo(changed.text("version"));
    }

    private static long version(Reply link) {
        return Long.parseLong(link.text("version"));
    }

    @Test
    void nullClears() {
        Reply link = create();
        Reply changed = client.patch(path(link), "{\"title\": null, \"expiresAt\": null, \"tags\": null}");

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.text("title")).isEqualTo("null");
        assertThat(changed.text("expiresAt")).isEqualTo("null");
        assertThat(changed.at("tags").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"title\": \"one\"}", "{\"tags\": [\"a\"], \"target\": \"HTTPS://EXAMPLE.COM\"}"})
    void aChangeOfNothingKeepsTheVersion(String patch) {
        Reply link = create();
        Reply same = client.patch(path(link), patch);

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body()).isEqualTo(link.body());
        assertThat(same.header("ETag")).isEqualTo(link.header("ETag"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"alias": "other"}                     | unknown-field  | alias
            {"version": 5}                         | unknown-field  | version
            {"target": null}                       | invalid-field  | target
            {"redirectStatus": null}               | invalid-field  | redirectStatus
            {"disabled": null}                     | invalid-field  | disabled
            {"disabled": "yes"}                    | invalid-field  | disabled
            {"expiresAt": "2001-01-01T00:00:00Z"}  | invalid-field  | expiresAt
            {"target": "data:text/html,x"}         | invalid-target | target
            """)
    void refusesWithCodeAndField(String patch, String code, String field) {
        Reply reply = client.patch(path(create()), patch);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("field")).isEqualTo(field);
    }

    @Test
    void ifMatchGuardsTheChange() {
        Reply link = create();
        String tag = link.header("ETag");
        String patch = "{\"title\": \"%s\"}";

        Reply changed = client.patch(path(link), patch.formatted("two"), "If-Match", "\"1\", " + tag);
        assertThat(changed.status()).isEqualTo(200);

        Reply stale = client.patch(path(link), patch.formatted("three"), "If-Match", tag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("code")).isEqualTo("version-mismatch");

        String weak = "W/" + changed.header("ETag");
        assertThat(client.patch(path(link), patch.formatted("four"), "If-Match", weak)
                        .status())
                .isEqualTo(412);
        assertThat(client.delete(path(link), "If-Match", tag).status()).isEqualTo(412);
        assertThat(client.patch(path(link), patch.formatted("five"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void oneOfManyWithTheSameVersionWins() {
        Reply link = create();
        List<Reply> replies = Together.run(
                20, i -> client.patch(path(link), "{\"title\": \"t" + i + "\"}", "If-Match", link.header("ETag")));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(19);
    }

    @Test
    void versionsRiseInTheOrderOfChanges() {
        Reply link = create();
        List<Reply> replies = Together.run(20, i -> client.patch(path(link), "{\"title\": \"t" + i + "\"}"));

        TreeSet<Long> versions =
                new TreeSet<>(replies.stream().map(ChangeLinkTest::version).toList());
        assertThat(versions).hasSize(20);
        Reply last = client.patch(path(link), "{}");
        assertThat(version(last)).isEqualTo(versions.getLast());
    }

    @Test
    void deletesOnceForAll() {
        String alias = CreateLinkTest.newAlias();
        String create = "{\"target\": \"https://example.com/\", \"alias\": \"" + alias + "\"}";
        Reply link = client.post("/api/v1/links", create);

        Reply deleted = client.delete(path(link));
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(Long.parseLong(deleted.header("Consistency-Token"))).isGreaterThan(version(link));
        assertThat(deleted.body()).isEmpty();

        assertThat(client.delete(path(link)).text("code")).isEqualTo("link-gone");
        assertThat(client.patch(path(link), "{}").status()).isEqualTo(410);
        assertThat(client.post("/api/v1/links", create).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0zzzzzzz", "5abcdefg", "no-such-alias", "x", "a%00b", "%F0%9F%8C%B1", "caf%C3%A9"})
    void knowsNoOtherCodes(String code) {
        assertThat(client.delete("/api/v1/links/" + code).status()).isEqualTo(404);
        Reply patched = client.patch("/api/v1/links/" + code, "{}");
        assertThat(patched.status()).isEqualTo(404);
        assertThat(patched.text("code")).isEqualTo("link-not-found");
    }

    @Test
    void aLinkWithAnAliasHasNoOtherCode() {
        Reply link = client.post(
                "/api/v1/links",
                "{\"target\": \"https://example.com/\", \"alias\": \"" + CreateLinkTest.newAlias() + "\"}");
        String generated = WriterFixture.shared()
                .bean(CodeKeys.class)
                .encode(version(link))
                .text();

        assertThat(client.patch("/api/v1/links/" + generated, "{}").status()).isEqualTo(404);
    }
}
