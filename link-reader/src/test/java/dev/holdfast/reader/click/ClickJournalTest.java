package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a running reader. */
class ClickJournalTest {
    @TempDir
    private Path dir;

    @Test
    void sendsAClickForEachAnsweredRedirect() throws Exception {
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(Map.of()))) {
            long id = LinkRows.insert("", "https://example.com/");
            LinkRows.awaitReplica();
            String requestId = UUID.randomUUID().toString().replace("-", "");
            String time = Instant.now().getEpochSecond() + ".123";
            for (String method : List.of("GET", "HEAD")) {
                assertThat(reader.send(
                                        method,
                                        "/" + LinkRows.code(id),
                                        "X-Holdfast-Front",
                                        "public",
                                        "X-Request-Id",
                                        requestId,
                                        "X-Request-Time",
                                        time,
                                        "X-Forwarded-For",
                                        "192.0.2.77",
                                        "Referer",
                                        "https://news.example/",
                                        "CF-IPCountry",
                                        "DE")
                                .statusCode())
                        .isEqualTo(302);
            }
            reader.get("/" + LinkRows.code(id + 1));
            List<ClickEvent> clicks = await(id, 2);
            assertThat(clicks.getFirst()).isEqualTo(clicks.getLast());
            assertThat(clicks.getFirst().id()).hasToString(dashed(requestId));
            assertThat(clicks.getFirst().country()).isEqualTo("DE");
            assertThat(clicks.getFirst().referrerHost()).isEqualTo("news.example");
            assertThat(dir.resolve("link-reader-1/ring")).hasSize((1 << 20) + Ring.TRAILER_BYTES);

            MeterRegistry metrics = reader.bean(MeterRegistry.class);
            assertThat(metrics.get("holdfast.clicks.recorded").functionCounter().count())
                    .isEqualTo(2);
            assertThat(metrics.get("holdfast.clicks.forwarded")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(metrics.get("holdfast.journal.durable").gauge().value()).isEqualTo(1);
            assertThat(metrics.get("holdfast.journal.spill.limit.bytes").gauge().value())
                    .isEqualTo(2e6);
        }
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void forwardsWhatWasLeftBeforeTheFirstRequest() throws Exception {
        long id = System.nanoTime();
        Path folder = Files.createDirectory(dir.resolve("link-reader-9"));
        SpillQueue left = new SpillQueue(folder, Long.MAX_VALUE, new JournalCounters());
        left.append(List.of(Clicks.click(id).encode()));
        left.close();
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(Map.of()))) {
            assertThat(reader.address()).isNotNull();
            assertThat(await(id, 1)).containsExactly(Clicks.click(id));
        }
    }

    @Test
    void servesWithoutAJournal() throws Exception {
        String nowhere = Files.createFile(dir.resolve("a file")) + "/journal";
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings(Map.of("HOLDFAST_JOURNAL_DIR", nowhere)))) {
            long id = LinkRows.insert("", "https://example.com/");
            LinkRows.awaitReplica();
            assertThat(reader.get("/" + LinkRows.code(id)).statusCode()).isEqualTo(302);
            assertThat(await(id, 1)).hasSize(1);
            MeterRegistry metrics = reader.bean(MeterRegistry.class);
            assertThat(metrics.get("holdfast.journal.durable").gauge().value()).isZero();
        }
    }

    @Test
    void hasItsDefaultsAndBounds() {
        try (ReaderUnderTest reader = ReaderUnderTest.start(Map.of("HOLDFAST_JOURNAL_DIR", dir.toString()))) {
            JournalConfig config = reader.bean(JournalConfig.class);
            assertThat(config).isEqualTo(new JournalConfig(dir.toString(), 64 << 20, 4L << 30));
            assertThat(reader.bean(ClickConfig.class)).isEqualTo(new ClickConfig("CF-IPCountry", "", ""));
        }
        assertThat(new JournalConfig("", 1, 0).setup("reader", "kafka:9092").ringBytes())
                .isEqualTo(1 << 20);
        assertThat(new JournalConfig("", 50_000_000, 0)
                        .setup("reader", "kafka:9092")
                        .ringBytes())
                .isEqualTo(64 << 20);
        assertThat(new JournalConfig("", 1L << 40, 0)
                        .setup("reader", "kafka:9092")
                        .ringBytes())
                .isEqualTo(1 << 30);
        assertThat(new JournalConfig("", 1, 0).setup("reader", "a:9092,b:9092").root())
                .isAbsolute()
                .endsWithRaw(Path.of("holdfast/journal/a_9092_b_9092"));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "HOLDFAST_JOURNAL_DIR",
                dir.toString(),
                "HOLDFAST_JOURNAL_SIZE",
                "1MB",
                "HOLDFAST_JOURNAL_SPILL_LIMIT",
                "2000000"));
        settings.putAll(more);
        return settings;
    }

    private static List<ClickEvent> await(long linkId, int count) {
        List<ClickEvent> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestBackends.shared().kafka(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("clicks"));
            Topic.until(
                    () -> {
                        for (var message : consumer.poll(Duration.ofMillis(100))) {
                            ClickEvent click = ClickEvent.decode(message.value());
                            if (click.linkId() == linkId) {
                                found.add(click);
                            }
                        }
                        return found.size() >= count;
                    },
                    () -> found.size() + " clicks of link " + linkId);
        }
        return found;
    }

    private static String dashed(String hex) {
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
