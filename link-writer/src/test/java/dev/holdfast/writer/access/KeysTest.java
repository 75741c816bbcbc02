package dev.holdfast.writer.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.WriterFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private final ApiClient client = WriterFixture.shared().client();

    @Test
    void makesAKeyThatWorks() {
        Reply reply =
                client.post("/api/v1/keys", "{\"name\": \"shop\", \"scopes\": [\"links:write\", \"links:write\"]}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.text("name")).isEqualTo("shop");
        assertThat(reply.at("scopes").size()).isEqualTo(1);
        ApiClient shop = new ApiClient(client.server(), reply.text("secret"));
        assertThat(shop.post("/api/v1/links", "{\"target\": \"https://example.com\"}")
                        .status())
                .isEqualTo(201);
        assertThat(shop.post("/api/v1/keys", "{\"name\": \"x\", \"scopes\": [\"admin\"]}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRevokedKeyOpensNothing() {
        Reply key = client.post("/api/v1/keys", "{\"name\": \"x\", \"scopes\": [\"links:write\"]}");
        ApiClient holder = new ApiClient(client.server(), key.text("secret"));

        assertThat(client.delete("/api/v1/keys/" + key.text("id")).status()).isEqualTo(204);
        assertThat(client.delete("/api/v1/keys/" + key.text("id")).status()).isEqualTo(204);

        assertThat(holder.post("/api/v1/links", "{\"target\": \"https://example.com\"}")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | invalid-field | name
            {"name": "", "scopes": ["admin"]}                 | invalid-field | name
            {"name": "a\\u0000b", "scopes": ["admin"]}        | invalid-field | name
            {"name": "x"}                                     | invalid-field | scopes
            {"name": "x", "scopes": []}                       | invalid-field | scopes
            {"name": "x", "scopes": ["admin", "root"]}        | invalid-field | scopes
            {"name": "x", "scopes": "admin"}                  | invalid-field | scopes
            {"name": "x", "scopes": ["admin"], "secret": "s"} | unknown-field | secret
            """)
    void refusesWithCodeAndField(String body, String code, String field) {
        Reply reply = client.post("/api/v1/keys", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("field")).isEqualTo(field);
    }

    @Test
    void knowsNoOtherIds() {
        assertThat(client.delete("/api/v1/keys/999999999").status()).isEqualTo(404);
        assertThat(client.delete("/api/v1/keys/abc").status()).isBetween(400, 422);
        assertThat(client.delete("/api/v1/keys/99999999999999999999").status()).isBetween(400, 422);
    }

    @Test
    void theFirstKeyIsMadeOnceHoweverOftenAWriterStarts() {
        for (int i = 0; i < 2; i++) {
            try (WriterFixture again = WriterFixture.start(Map.of("HOLDFAST_ADMIN_KEY", "hf_first"))) {
                ApiClient first = new ApiClient(again.client().server(), "hf_first");
                assertThat(first.post("/api/v1/keys", "{\"name\": \"x\", \"scopes\": [\"admin\"]}")
                                .status())
                        .isEqualTo(201);
            }
        }
    }
}
