package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single creates that come at the same time. */
class GatheredInsertsTest {
    private static final int CLIENTS = 64;
    private static final String IN_OUTBOX =
            "select from link_change where link.id between link_id and last_id and link_change.version = link_id";

    private TestDatabase database;
    private WriterFixture writer;
    private ApiClient client;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        writer = WriterFixture.start(Map.of(
                "HOLDFAST_PRIMARY_JDBC",
                database.url(),
                "HOLDFAST_REDIS_URL",
                TestBackends.shared().redisUrl() + "/11"));
        client = writer.client();
    }

    @AfterEach
    void stop() throws SQLException {
        writer.close();
        database.close();
    }

    private Reply create(String title) {
        return client.post("/api/v1/links", "{\"target\": \"https://example.com/\", \"title\": \"" + title + "\"}");
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return TestDatabase.number(connection, sql);
        }
    }

    @Test
    void eachGetsItsOwnLink() throws SQLException {
        List<List<Reply>> replies = Together.run(
                CLIENTS,
                client -> IntStream.range(0, 5)
                        .mapToObj(i -> create("t-" + client + "-" + i))
                        .toList());

        for (int i = 0; i < CLIENTS; i++) {
            for (int j = 0; j < 5; j++) {
                Reply reply = replies.get(i).get(j);
                assertThat(reply.status()).as(reply.body()).isEqualTo(201);
                assertThat(reply.text("title")).isEqualTo("t-" + i + "-" + j);
                String row =
                        "select count(*) from link where title = '%s' and version = %s and exists (" + IN_OUTBOX + ")";
                assertThat(count(row.formatted(reply.text("title"), reply.text("version"))))
                        .isEqualTo(1);
            }
        }
        DistributionSummary together =
                writer.bean(MeterRegistry.class).get("holdfast.create.gathered").summary();
        assertThat(together.totalAmount()).as("links, in fewer transactions").isGreaterThan(together.count());
    }

    /** What only the database finds out spoils one link, not those that went with it. */
    @Test
    void oneThatIsRefusedSpoilsNoOther() throws SQLException {
        try (Connection connection = database.connect()) {
            TestDatabase.execute(connection, "alter table link add check (title <> 'refused')");
        }

        List<Reply> replies = Together.run(CLIENTS, i -> create(i % 8 == 0 ? "refused" : "good"));

        for (int i = 0; i < CLIENTS; i++) {
            assertThat(replies.get(i).status()).isEqualTo(i % 8 == 0 ? 500 : 201);
        }
        assertThat(count("select count(*) from link")).isEqualTo(CLIENTS - CLIENTS / 8);
    }

    /** A transaction that was rolled back changed nothing: each goes alone then. */
    @Test
    void noneIsLostWhenTheirTransactionIsRolledBack() throws SQLException {
        try (Connection connection = database.connect()) {
            TestDatabase.execute(connection, """
                    create function no_company() returns trigger language plpgsql as $$
                    begin
                      if (select count(*) from new_links) > 1 then
                        raise exception 'not together' using errcode = '40001';
                      end if;
                      return null;
                    end $$""");
            TestDatabase.execute(connection, """
                    create trigger no_company after insert on link referencing new table as new_links
                    for each statement execute function no_company()""");
        }

        List<Reply> replies = Together.run(CLIENTS, i -> create("t-" + i));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
        assertThat(count("select count(distinct title) from link")).isEqualTo(CLIENTS);
        assertThat(count("select count(*) from link")).isEqualTo(CLIENTS);
    }

    /** More often than there are connections: it leaves neither a request without an answer nor a connection taken. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "with-alias")
    void anErrorOfTheMachineIsAnsweredAndTheNextLinkGoesIn(@Nullable String alias) {
        List<String> unreadable = new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new StackOverflowError();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        LinkDraft draft =
                new LinkDraft(alias, new LinkContent("https://example.com/", 302, null, unreadable, null, false));
        GatheredInserts inserts = writer.bean(GatheredInserts.class);

        for (int i = 0; i < 40; i++) {
            CompletableFuture<Optional<LinkRow>> inserted = inserts.insert(draft);
            assertThat(inserted)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withRootCauseInstanceOf(StackOverflowError.class);
        }

        assertThat(create("after").status()).isEqualTo(201);
    }
}
