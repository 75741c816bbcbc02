package dev.holdfast.reader.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading what was written, from a replica that stands still. */
class ConsistencyTest {
    private static final String SECRET = ApiKeySecret.generate();

    private static ReaderUnderTest reader;

    private String code;
    private long id;
    private long version;

    @BeforeAll
    static void start() {
        LinkRows.prepare();
        reader = ReaderUnderTest.start();
        LinkRows.execute("insert into api_key (name, secret_hash, scopes) values ('consistency', '\\x"
                + HexFormat.of().formatHex(ApiKeySecret.hash(SECRET)) + "', array['links:read'])");
        LinkRows.awaitReplica();
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    /** The replica has the link, but not that it was changed. */
    @BeforeEach
    void changeBehindTheReplicasBack() {
        code = "token-" + UUID.randomUUID();
        id = LinkRows.insert(code, "https://example.com/old");
        LinkRows.awaitSettled(id);
        LinkRows.pauseReplay();
        version = LinkRows.update(id, "target = 'https://example.com/new'");
    }

    @AfterEach
    void mend() {
        TestBackends.shared().postgresPrimary().resume();
        LinkRows.resumeReplay();
        LinkRows.awaitReplica();
    }

    private static HttpResponse<String> get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + SECRET));
        all.addAll(List.of(headers));
        return reader.get("/api/v1/links" + path, all.toArray(String[]::new));
    }

    @Test
    void theTokenOfAWriteBringsWhatWasWritten() {
        HttpResponse<String> answer = get("/" + code, "Consistency-Token", Long.toString(version));
        assertThat(answer.body()).contains("https://example.com/new");
        assertThat(answer.headers().firstValue("Consistency-Token")).contains(Long.toString(version));
        assertThat(get("?q=" + code, "Consistency-Token", Long.toString(version))
                        .body())
                .contains("https://example.com/new");
    }

    @Test
    void aTokenThatTheReplicaHasReachedIsAnsweredFromIt() {
        HttpResponse<String> answer = get("/" + code, "Consistency-Token", Long.toString(id));
        assertThat(answer.body()).contains("https://example.com/old");
        assertThat(answer.headers().firstValue("Consistency-Token")).contains(Long.toString(id));
    }

    @Test
    void aStrongReadIsThePrimarys() {
        assertThat(get("/" + code, "Consistency", "strong").body()).contains("https://example.com/new");
        assertThat(get("?q=" + code, "Consistency", "strong").body()).contains("https://example.com/new");
    }

    @Test
    void whatWasShownIsNotTakenBack() {
        assertThat(get("/" + code, "Consistency", "strong").body()).contains("https://example.com/new");
        assertThat(get("/" + code).body()).contains("https://example.com/new");
        assertThat(get("?q=" + code).body()).contains("https://example.com/new");
    }

    @Test
    void aLinkThatTheReplicaLacksIsNotA404() {
        String fresh = "token-fresh-" + UUID.randomUUID();
        LinkRows.insert(fresh, "https://example.com/");
        assertThat(get("/" + fresh).statusCode()).isEqualTo(200);
        assertThat(get("/" + LinkRows.code(LinkRows.insert("", "https://example.com/")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatOnlyThePrimaryCouldAnswerIsA503WithoutIt() {
        TestBackends.shared().postgresPrimary().pause();
        HttpResponse<String> answer = get("/" + code, "Consistency-Token", Long.toString(version));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("/" + code).body()).contains("https://example.com/old");
    }

    @Test
    void aTokenOrAWishThatIsNoneIsRefused() {
        assertThat(get("/" + code, "Consistency-Token", "soon").statusCode()).isEqualTo(422);
        assertThat(get("/" + code, "Consistency", "weak").statusCode()).isEqualTo(422);
    }
}
