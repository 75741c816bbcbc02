package dev.holdfast.writer.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String BODY =
            "{\"target\": \"https://example.com/\", \"title\": \"t\", \"tags\": [\"a\", \"b\"]}";

    private final ApiClient client = WriterFixture.shared().client();
    private final String key = UUID.randomUUID().toString();

    private Reply create(String body) {
        return client.post("/api/v1/links", body, "Idempotency-Key", key);
    }

    @Test
    void aRepeatAnswersTheSame() {
        Reply first = create(BODY);
        Reply repeat = create("""
                {"tags": ["a", "b"],
                 "title":  "t", "target": "https:\\/\\/example.com/"}""");

        assertThat(first.status()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "ETag", "Consistency-Token", "Content-Type")) {
            assertThat(repeat.header(header)).isEqualTo(first.header(header));
        }
    }

    @Test
    void anotherBodyIsRefused() {
        create(BODY);
        for (String other : List.of(
                BODY.replace("\"t\"", "\"u\""),
                BODY.replace("\"a\", \"b\"", "\"b\", \"a\""),
                "{\"target\": \"https://example.com/\"}",
                "{\"target\": \"not a url\"}",
                "{\"links\": []}")) {
            Reply reply = create(other);
            assertThat(reply.status()).as(other).isEqualTo(422);
            assertThat(reply.text("code")).isEqualTo("idempotency-key-reused");
            assertThat(reply.text("field")).isEqualTo("Idempotency-Key");
        }
        Reply batch = client.post("/api/v1/links/batch", "{\"links\": []}", "Idempotency-Key", key);
        assertThat(batch.text("code")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void manyAtOnceMakeOneLink() {
        List<Reply> replies = Together.run(30, i -> create(BODY));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(29);
        assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
    }

    @Test
    void aBatchIsMadeOnce() {
        String body = "{\"links\": [" + BODY + ", {\"target\": \"x:\"}]}";
        Reply first = client.post("/api/v1/links/batch", body, "Idempotency-Key", key);
        Reply repeat = client.post("/api/v1/links/batch", body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("Consistency-Token")).isEqualTo(first.header("Consistency-Token"));
    }

    @Test
    void aRefusedRequestUsesUpNoKey() {
        assertThat(create("{\"target\": \"ftp://example.com\"}").status()).isEqualTo(422);
        assertThat(create(BODY).status()).isEqualTo(201);
    }

    @Test
    void anAliasTakenByItselfIsNoConflict() {
        String body = "{\"target\": \"https://example.com/\", \"alias\": \"i-" + UUID.randomUUID() + "\"}";
        assertThat(create(body).status()).isEqualTo(201);
        assertThat(create(body).status()).isEqualTo(200);
    }

    @Test
    void keysBelongToTheirApiKey() {
        String secret = client.post("/api/v1/keys", "{\"name\": \"other\", \"scopes\": [\"links:write\"]}")
                .text("secret");
        ApiClient other = new ApiClient(client.server(), secret);

        assertThat(create(BODY).status()).isEqualTo(201);
        assertThat(other.post("/api/v1/links", BODY.replace("t", "u"), "Idempotency-Key", key)
                        .status())
                .isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b", "with space", "tab\there"})
    void refusesWhatIsNoKey(String bad) {
        Reply reply = client.post("/api/v1/links", BODY, "Idempotency-Key", bad);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void refusesALongKey() {
        assertThat(client.post("/api/v1/links", BODY, "Idempotency-Key", "k".repeat(256))
                        .status())
                .isEqualTo(422);
        String longest = (key + "k".repeat(255)).substring(0, 255);
        assertThat(client.post("/api/v1/links", BODY, "Idempotency-Key", longest)
                        .status())
                .isEqualTo(201);
    }

    /** A client that lost the answer may come back after its link has expired. */
    @Test
    void aRepeatAfterExpiryIsStillARepeat() throws SQLException {
        String body = "{\"target\": \"https://example.com/\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}";
        Reply first = create(body);
        try (WriterFixture later = WriterFixture.inTheYear3000()) {
            Reply repeat = later.client().post("/api/v1/links", body, "Idempotency-Key", key);
            assertThat(repeat.status()).as(repeat.body()).isEqualTo(200);
            assertThat(repeat.body()).isEqualTo(first.body());
            assertThat(later.client().post("/api/v1/links", body).status()).isEqualTo(422);
        }
    }

    @Test
    void answersAreForgottenAfterADay() throws SQLException {
        create(BODY);
        try (Connection admin = TestDatabase.admin();
                Statement statement = admin.createStatement()) {
            statement.executeUpdate(
                    "update idempotency set created_at = now() - interval '25 hours' where key = '" + key + "'");
        }
        WriterFixture.shared().bean(IdempotencyCleaner.class).run();

        assertThat(create(BODY).status()).isEqualTo(201);
    }
}
