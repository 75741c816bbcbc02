package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import dev.holdfast.reader.resolve.LinkResolver;
import dev.holdfast.reader.resolve.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What the databases are spared. */
class LoadTest {
    private static final int REQUESTS = 1000;

    @Test
    void aThousandRequestsForOneCodeMakeOneLoad() {
        try (ReaderUnderTest reader = ReaderUnderTest.start()) {
            assertThat(loads(reader)).isEqualTo(1);
            assertThat(Metric.value(reader, "holdfast_reads_total", "destination=\"l1\""))
                    .isEqualTo(REQUESTS - 1);
        }
    }

    @Test
    void withoutSharingTheyMakeMany() {
        Map<String, String> alone = Map.of("holdfast.mechanisms.coalescing", "false");
        try (ReaderUnderTest reader = ReaderUnderTest.start(alone)) {
            // How many are under way before the first is answered is chance: then the next code shows it.
            assertThat(DoubleStream.generate(() -> loads(reader)).limit(20).anyMatch(loads -> loads > 10))
                    .isTrue();
        }
    }

    /** Asks a thousand times at once. Returns how often a database was asked. */
    private static double loads(ReaderUnderTest reader) {
        String code = LinkRows.code(LinkRows.insert("", "https://example.com/"));
        LinkRows.awaitReplica();
        LinkResolver resolver = reader.bean(LinkResolver.class);
        double before = reads(reader);
        List<CompletableFuture<Resolution>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(resolver.resolve(code));
        }
        answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(Resolution.Found.class));
        return reads(reader) - before;
    }

    /** Of the databases. */
    private static double reads(ReaderUnderTest reader) {
        return Metric.value(reader, "holdfast_reads_total", "destination=\"replica\"")
                + Metric.value(reader, "holdfast_reads_total", "destination=\"primary\"");
    }

    @Test
    void codesThatWereNeverIssuedAreAnsweredWithoutADatabase() throws SQLException {
        try (ReaderUnderTest reader = ReaderUnderTest.start();
                Connection lock = locked()) {
            LinkResolver resolver = reader.bean(LinkResolver.class);
            Random random = new Random(1);
            for (int i = 0; i < 100_000; i++) {
                String code = code(random, "0123456789");
                assertThat(resolver.resolve(code).join()).isInstanceOf(Resolution.Absent.class);
            }
            lock.rollback();
            assertThat(Metric.value(reader, "holdfast_reads_total", "reason=\"impossible\""))
                    .isEqualTo(100_000);
            assertThat(reader.management("/prometheus").body()).contains("holdfast_l1_entries 0.0");
        }
    }

    @Test
    void withoutTheRuleTheyAreNot() throws SQLException {
        Map<String, String> asking = Map.of("holdfast.mechanisms.never-issued", "false");
        try (ReaderUnderTest reader = ReaderUnderTest.start(asking);
                Connection lock = locked()) {
            LinkResolver resolver = reader.bean(LinkResolver.class);
            assertThat(resolver.resolve(code(new Random(1), "0")).join()).isInstanceOf(Resolution.Unknown.class);
            lock.rollback();
        }
    }

    /** Keeps everybody from looking into the links' table, on the replica too: whoever asks there gets no answer. */
    private static Connection locked() throws SQLException {
        Connection connection = TestBackends.shared().adminConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table link in access exclusive mode");
        }
        LinkRows.awaitReplica();
        return connection;
    }

    private static String code(Random random, String epochs) {
        StringBuilder code = new StringBuilder().append(epochs.charAt(random.nextInt(epochs.length())));
        for (int digit = 0; digit < 7; digit++) {
            code.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt(random.nextInt(62)));
        }
        return code.toString();
    }
}
