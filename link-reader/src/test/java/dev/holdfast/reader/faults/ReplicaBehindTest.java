package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader answers while its replica stands still. Redis knows none of these links. */
class ReplicaBehindTest {
    private static final TestBackends BACKENDS = TestBackends.shared();

    @AfterEach
    void resume() {
        LinkRows.resumeReplay();
    }

    @Test
    void linksJustMadeAreFound() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            LinkRows.pauseReplay();
            assertThat(statusesOfFreshLinks(reader, 500)).containsExactly(Map.entry(302, 500));
        }
    }

    @Test
    void withoutTheSettledNumberTheSameLinksAreNot() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(Map.of("holdfast.mechanisms.settled", "false"))) {
            LinkRows.pauseReplay();
            assertThat(statusesOfFreshLinks(reader, 20)).containsExactly(Map.entry(404, 20));
        }
    }

    private static Map<Integer, Integer> statusesOfFreshLinks(ReaderUnderTest reader, int count) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String alias = i % 2 == 0 ? "" : "fresh-" + UUID.randomUUID();
            long id = LinkRows.insert(alias, "https://example.com/" + i);
            String code = alias.isEmpty() ? LinkRows.code(id) : alias;
            statuses.merge(reader.get("/" + code).statusCode(), 1, Integer::sum);
        }
        return statuses;
    }

    @Test
    void withThePrimaryFrozenTooOnlyWhatIsKnownIsAnswered() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            String settled = LinkRows.code(LinkRows.insert("", "https://example.com/settled"));
            long gap = LinkRows.number("select draw_link_number()");
            LinkRows.awaitSettled(gap);
            LinkRows.pauseReplay();
            String fresh = LinkRows.code(LinkRows.insert("", "https://example.com/fresh"));
            BACKENDS.postgresPrimary().pause();
            try {
                assertThat(reader.get("/" + settled).statusCode()).isEqualTo(302);
                assertThat(reader.get("/" + LinkRows.code(gap)).statusCode()).isEqualTo(404);
                for (int i = 0; i < 20; i++) {
                    assertUnknown(reader.get("/" + fresh));
                    assertUnknown(reader.get("/some-alias-" + i));
                }
            } finally {
                BACKENDS.postgresPrimary().resume();
            }
            assertThat(Eventually.status(reader, "/" + fresh, 302)).isTrue();
            assertThat(Eventually.status(reader, "/some-alias-1", 404)).isTrue();
        }
    }

    private static void assertUnknown(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aChangedLinkIsAskedOfThePrimary() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            long id = LinkRows.insert("behind-" + UUID.randomUUID(), "https://example.com/1");
            LinkRows.update(id, "target = 'https://example.com/2'");
            String code = LinkRows.text("select alias from link where id = " + id);
            LinkRows.awaitReplica();
            LinkRows.pauseReplay();
            LinkRows.update(id, "target = 'https://example.com/3'");
            assertThat(Eventually.that(() -> reader.health().contains("replica-lagging")))
                    .isTrue();
            assertThat(reader.get("/" + code).headers().firstValue("Location")).contains("https://example.com/3");
        }
    }
}
