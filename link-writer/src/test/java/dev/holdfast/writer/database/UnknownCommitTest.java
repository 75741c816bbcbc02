package dev.holdfast.writer.database;

import static dev.holdfast.writer.TestDatabase.execute;
import static dev.holdfast.writer.TestDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import dev.holdfast.writer.database.FaultyProxy.Fault;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits whose answer does not come, or comes with a warning. */
class UnknownCommitTest {
    private static TestDatabase database;
    private static FaultyProxy proxy;
    private static WriterFixture writer;
    private static ApiClient client;

    @BeforeAll
    static void start() throws SQLException {
        database = new TestDatabase();
        URI primary = URI.create(database.url().substring("jdbc:".length()));
        proxy = new FaultyProxy(primary.getPort());
        writer = startWriter("15s");
        client = writer.client();
    }

    private static WriterFixture startWriter(String deadline) {
        String url = database.url().replaceFirst("//[^/]*/", "//127.0.0.1:" + proxy.port() + "/");
        return WriterFixture.start(
                Map.of("HOLDFAST_PRIMARY_JDBC", url + "?prepareThreshold=0", "HOLDFAST_WRITE_DEADLINE", deadline));
    }

    @AfterAll
    static void stop() throws SQLException, IOException {
        writer.close();
        proxy.close();
        database.close();
    }

    private static Reply createWith(String alias, String key) {
        return client.post(
                "/api/v1/links",
                "{\"target\": \"https://example.com/\", \"alias\": \"" + alias + "\"}",
                "Idempotency-Key",
                key);
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return number(connection, sql);
        }
    }

    /** Neither its own alias nor its own Idempotency-Key is in the way of the retry. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCreateIsDoneOnce(Fault fault) throws SQLException {
        String alias = "u-" + UUID.randomUUID();
        proxy.failNextCommit(fault);

        Reply reply = createWith(alias, alias);

        assertThat(proxy.happened()).isTrue();
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(count("select count(*) from link where alias = '" + alias + "'"))
                .isEqualTo(1);
        assertThat(count("select version from link where alias = '" + alias + "'"))
                .isEqualTo(Long.parseLong(reply.text("version")));
        assertThat(createWith(alias, alias).body()).isEqualTo(reply.body());
    }

    /** Links without key and alias share a transaction, and its outcome: it is one of several links that fails. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void gatheredCreatesAreDoneOnce(Fault fault) throws SQLException {
        String title = "g-" + UUID.randomUUID();
        proxy.failNextCommit(fault, title, 4);

        List<Reply> replies = Together.run(16, i -> createUntilItHappened(title)).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(proxy.happened()).isTrue();
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
        assertThat(replies.stream().map(reply -> reply.text("version")).distinct())
                .hasSameSizeAs(replies);
        assertThat(count("select count(*) from link where title = '" + title + "'"))
                .isEqualTo(replies.size());
    }

    private static List<Reply> createUntilItHappened(String title) {
        String body = "{\"target\": \"https://example.com/\", \"title\": \"" + title + "\"}";
        List<Reply> replies = new ArrayList<>();
        do {
            replies.add(client.post("/api/v1/links", body));
        } while (!proxy.happened() && replies.size() < 1_000);
        return replies;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aChangeWithAConditionIsDoneOnce(Fault fault) throws SQLException {
        Reply link = client.post("/api/v1/links", "{\"target\": \"https://example.com/\"}");
        String path = "/api/v1/links/" + link.text("code");
        proxy.failNextCommit(fault);

        Reply changed = client.patch(path, "{\"title\": \"new\"}", "If-Match", link.header("ETag"));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(count("select count(*) from link_change where link_id = " + link.text("version")))
                .isEqualTo(2);

        proxy.failNextCommit(fault);
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @Test
    void aBatchIsDoneOnce() throws SQLException {
        String alias = "b-" + UUID.randomUUID();
        proxy.failNextCommit(Fault.LOST_ANSWER);

        Reply reply = client.post(
                "/api/v1/links/batch",
                "{\"links\": [{\"target\": \"https://example.com/\", \"alias\": \"" + alias + "\"}]}");

        assertThat(reply.text("results/0/status")).isEqualTo("201");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBatchWithoutAliasesIsDoneOnce(Fault fault) throws SQLException {
        String title = "b-" + UUID.randomUUID();
        String link = "{\"target\": \"https://example.com/\", \"title\": \"" + title + "\"}";
        proxy.failNextCommit(fault);

        Reply reply = client.post(
                "/api/v1/links/batch", "{\"links\": [" + String.join(",", Collections.nCopies(50, link)) + "]}");

        assertThat(proxy.happened()).isTrue();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.text("results/49/status")).isEqualTo("201");
        assertThat(count("select count(*) from link where title = '" + title + "'"))
                .isEqualTo(50);
    }

    /**
     * Cancelling the wait for a standby gives success with a warning. It is no success: the answer waits until the
     * change is where it has to be.
     */
    @Test
    void aCancelledWaitForTheStandbyIsNoSuccess() throws Exception {
        String alias = "s-" + UUID.randomUUID();
        synchronousStandbys("'nobody'");
        CompletableFuture<Reply> reply;
        try {
            reply = CompletableFuture.supplyAsync(() -> createWith(alias, alias));
            Eventually.holds("the commit waits", () -> cancelWaitingCommits() > 0);
            Eventually.holds("the writer asks", () -> waitingFor("outcome") > 0);
            assertThat(reply).isNotDone();
            assertThat(count("select count(*) from link where alias = '" + alias + "'"))
                    .as("committed, but on one machine only")
                    .isEqualTo(1);
        } finally {
            synchronousStandbys("''");
        }
        assertThat(reply.get().status()).isEqualTo(201);
    }

    private static void synchronousStandbys(String names) throws SQLException {
        try (Connection admin = TestDatabase.admin()) {
            execute(admin, "set synchronous_commit = local");
            execute(admin, "alter system set synchronous_standby_names = " + names);
            execute(admin, "select pg_reload_conf()");
        }
    }

    private static long cancelWaitingCommits() throws SQLException {
        try (Connection admin = TestDatabase.admin()) {
            return number(admin, """
                    select count(*) from (
                      select pg_cancel_backend(pid) from pg_stat_activity
                      where wait_event = 'SyncRep' and query = 'COMMIT' and datname like 'test_%'
                        and application_name = 'link-writer-1') cancelled""");
        }
    }

    private static long waitingFor(String name) throws SQLException {
        try (Connection admin = TestDatabase.admin()) {
            return number(admin, """
                    select count(*) from pg_stat_activity
                    where wait_event = 'SyncRep' and application_name like '%%%s'""".formatted(name));
        }
    }

    /** Nobody waits beyond the deadline, nothing is claimed, and the same key gets the one link later. */
    @Test
    void stillUnknownAtTheDeadlineIs503() throws Exception {
        String body = "{\"target\": \"https://example.com/\"}";
        String key = UUID.randomUUID().toString();
        try (WriterFixture hasty = startWriter("3s")) {
            synchronousStandbys("'nobody'");
            try {
                Reply reply = hasty.client().post("/api/v1/links", body, "Idempotency-Key", key);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(reply.text("code")).isEqualTo("unavailable");
                assertThat(reply.text("detail")).contains("Idempotency-Key");
            } finally {
                synchronousStandbys("''");
            }
            Reply again = hasty.client().post("/api/v1/links", body, "Idempotency-Key", key);
            assertThat(again.status()).isEqualTo(200);
            assertThat(count("select count(*) from idempotency where key = '" + key + "'"))
                    .isEqualTo(1);
        }
    }
}
