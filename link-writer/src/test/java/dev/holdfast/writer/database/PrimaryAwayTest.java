package dev.holdfast.writer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.ApiKeyLookup;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Eventually;
import dev.holdfast.writer.TestDatabase;
import dev.holdfast.writer.WriterFixture;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrimaryAwayTest {
    private static final String LINK = "{\"target\": \"https://example.com/\"}";

    @Test
    void answers503AndRecoversByItself() throws SQLException {
        try (TestDatabase database = new TestDatabase();
                WriterFixture writer = start(database, Map.of("HOLDFAST_WRITE_DEADLINE", "2s"))) {
            assertThat(writer.client().post("/api/v1/links", LINK).status()).isEqualTo(201);
            TestBackends.shared().postgresPrimary().stop();
            try {
                Reply reply = writer.client().post("/api/v1/links", LINK);
                assertThat(reply.status()).as(reply.body()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isEqualTo("1");

                Reply readiness = writer.management().get("/health/readiness");
                assertThat(readiness.status()).isEqualTo(503);
                assertThat(readiness.body()).contains("primary-down");
                assertThat(writer.management().get("/health/liveness").status()).isEqualTo(200);
            } finally {
                TestBackends.shared().postgresPrimary().start();
            }
            Eventually.holds(
                    "writes", () -> writer.client().post("/api/v1/links", LINK).status() == 201);
            assertThat(writer.management().get("/health/readiness").status()).isEqualTo(200);
        }
    }

    /** Their clients would not know what became of them. The framework's own patience is shorter here. */
    @Test
    void aStopCutsNoWriteThatWaits() throws Exception {
        Map<String, String> environment =
                Map.of("HOLDFAST_WRITE_DEADLINE", "6s", "micronaut.lifecycle.graceful-shutdown.grace-period", "1s");
        try (TestDatabase database = new TestDatabase();
                WriterFixture writer = start(database, environment)) {
            assertThat(writer.client().post("/api/v1/links", LINK).status()).isEqualTo(201);
            MeterRegistry metrics = writer.bean(MeterRegistry.class);
            TestBackends.shared().postgresPrimary().stop();
            try {
                CompletableFuture<Reply> waiting =
                        CompletableFuture.supplyAsync(() -> writer.client().post("/api/v1/links", LINK));
                Eventually.holds(
                        "it waits", () -> metrics.find("holdfast.write.retries").counter() != null);
                writer.close();

                assertThat(waiting.get().status()).isEqualTo(503);
                assertThat(waiting.get().text("detail")).contains("Nothing was changed");
            } finally {
                TestBackends.shared().postgresPrimary().start();
            }
        }
    }

    @Test
    void aKeyThatWasKnownIsBelievedWhileThePrimaryIsAway() throws SQLException {
        byte[] known = ApiKeySecret.hash(WriterFixture.ADMIN_KEY);
        try (TestDatabase database = new TestDatabase();
                WriterFixture writer = start(database, Map.of())) {
            ApiKeyLookup keys = writer.bean(ApiKeyLookup.class);
            assertThat(keys.find(known)).isNotNull();
            TestBackends.shared().postgresPrimary().stop();
            try {
                assertThat(keys.find(known)).isNotNull();
                assertThatThrownBy(() -> keys.find(ApiKeySecret.hash("never seen")))
                        .isInstanceOfSatisfying(ProblemException.class, PrimaryAwayTest::isUnavailable);
            } finally {
                TestBackends.shared().postgresPrimary().start();
            }
        }
    }

    @Test
    void whoFindsTooManyWaitingIsToldSoAtOnce() throws SQLException {
        try (TestDatabase database = new TestDatabase();
                WriterFixture writer = start(database, Map.of("holdfast.write.max-waiting", "1"))) {
            Transactions transactions = writer.bean(Transactions.class);
            transactions.write(first -> {
                assertThatThrownBy(() -> transactions.write(second -> true))
                        .isInstanceOfSatisfying(ProblemException.class, PrimaryAwayTest::isUnavailable);
                return true;
            });
            boolean written = transactions.write(third -> true);
            assertThat(written).isTrue();
        }
    }

    private static void isUnavailable(ProblemException problem) {
        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    }

    private static WriterFixture start(TestDatabase database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOLDFAST_PRIMARY_JDBC", database.url());
        environment.put("HOLDFAST_REDIS_URL", TestBackends.shared().redisUrl() + "/10");
        return WriterFixture.start(environment);
    }

    /** A server that was demoted while its connections lived on, as it looks to a pool. */
    @Test
    void aConnectionThatTurnedReadOnlyIsThrownAway() throws SQLException {
        try (TestDatabase database = new TestDatabase();
                WriterFixture writer = start(database, Map.of())) {
            Transactions transactions = writer.bean(Transactions.class);
            long poisoned = transactions.write(transaction -> {
                TestDatabase.execute(transaction.connection(), "set session characteristics as transaction read only");
                return TestDatabase.number(transaction.connection(), "select pg_backend_pid()");
            });
            for (int i = 0; i < 50; i++) {
                assertThat(writer.client().post("/api/v1/links", LINK).status()).isEqualTo(201);
            }
            long alive = transactions.write(transaction -> TestDatabase.number(
                    transaction.connection(), "select count(*) from pg_stat_activity where pid = " + poisoned));
            assertThat(alive).isZero();
        }
    }
}
