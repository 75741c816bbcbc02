package dev.holdfast.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Ops;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Records that can't be counted, from the topic to the operator and back. */
class DeadLetterTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OF_EACH_KIND = 200;
    private static final int GOOD = 50_000;

    @Test
    void poisonOfEveryKindIsKeptApartAndTheMendableIsCountedOnceHoweverOftenReplayed() throws Exception {
        try (Queue queue = new Queue()) {
            long beyond = Queue.LAST_LINK + 7;
            List<ClickEvent> unknown = clicks(queue, beyond, Instant.now());
            queue.sendRaw(mixed(queue, unknown));
            ApplicationContext worker = queue.startWorker();
            Ops ops = queue.ops(worker, "admin");
            Until.right(SOON, queue::consumed, consumed -> consumed == GOOD + 5 * OF_EACH_KIND);
            assertThat(queue.counted()).isEqualTo(GOOD);
            assertThat(causes(ops))
                    .isEqualTo(Map.of(
                            "unknown-version", 200L,
                            "truncated", 200L,
                            "unknown-link", 200L,
                            "too-old", 200L,
                            "from-the-future", 200L));
            assertThat(published(queue)).hasSize(5 * OF_EACH_KIND);

            queue.update("select setval('link_number', " + beyond + ")");
            for (int press = 0; press < 5; press++) {
                assertThat(ops.post("/dead-letters/replay", "{\"cause\": \"unknown-link\"}")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(ops.post("/dead-letters/replay", "{\"all\": true}").status())
                    .isEqualTo(200);
            Until.right(SOON, () -> queue.counted(beyond), count -> count == OF_EACH_KIND);
            Until.right(SOON, () -> ops.get("/queue").at("depth").getLongValue(), depth -> depth == 0);
            assertThat(queue.counted(beyond)).isEqualTo(OF_EACH_KIND);
            assertThat(queue.counted()).isEqualTo(GOOD);
            assertThat(causes(ops).values()).containsOnly(200L).hasSize(4);
            assertMetricsAddUp(worker.getBean(MeterRegistry.class));
        }
    }

    private static void assertMetricsAddUp(MeterRegistry registry) throws Exception {
        // A batch is in the metrics some moments after it is in the tables.
        Until.right(SOON, () -> sum(registry, "counted"), counted -> counted == GOOD + OF_EACH_KIND);
        Until.right(
                SOON,
                () -> sum(registry, "consumed") - sum(registry, "counted") - sum(registry, "duplicate"),
                rest -> rest > 0 && rest == sum(registry, "dead.lettered"));
    }

    private static double sum(MeterRegistry registry, String name) {
        return registry.find("holdfast.clicks." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aLetterIsShownDecodedAndLeavesWhenDiscarded() throws Exception {
        try (Queue queue = new Queue()) {
            ClickEvent future = queue.click(queue.link(1), Instant.now().plusSeconds(86_400));
            queue.sendRaw(List.of(future.encode(), new byte[0], new byte[] {99, 1, 2}));
            Ops ops = queue.ops(queue.startWorker(), "admin");
            Until.right(SOON, queue::letters, count -> count == 3);
            long id = ops.get("/dead-letters?cause=from-the-future")
                    .at("items", 0, "id")
                    .getLongValue();
            Ops.Answer shown = ops.get("/dead-letters/" + id);
            assertThat(shown.at("click", "id").getStringValue())
                    .isEqualTo(future.id().toString());
            assertThat(shown.at("attempt").getIntValue()).isEqualTo(1);
            assertThat(shown.at("exceptionMessage").getStringValue()).contains("accepted up to");
            assertThat(ops.delete("/dead-letters/" + id).status()).isEqualTo(204);
            assertThat(ops.delete("/dead-letters/" + id).status()).isEqualTo(404);
            assertThat(ops.get("/dead-letters/" + id).status()).isEqualTo(404);
            assertThat(ops.post("/dead-letters/discard", "{\"all\": true}")
                            .at("discarded")
                            .getIntValue())
                    .isEqualTo(2);
            assertThat(queue.letters()).isZero();
        }
    }

    @Test
    void aLetterThatFailsAgainStaysOneLetterWithAHigherAttempt() throws Exception {
        try (Queue queue = new Queue()) {
            queue.sendRaw(List.of("garbage".getBytes(StandardCharsets.UTF_8)));
            Ops ops = queue.ops(queue.startWorker(), "admin");
            Until.right(SOON, queue::letters, count -> count == 1);
            ops.post("/dead-letters/replay", "{\"all\": true}");
            Until.right(SOON, () -> attempt(ops), attempt -> attempt == 2);
            ops.post("/dead-letters/replay", "{\"all\": true}");
            Until.right(SOON, () -> attempt(ops), attempt -> attempt == 3);
            assertThat(queue.letters()).isEqualTo(1);
        }
    }

    @Test
    void theListIsReadInPages() throws Exception {
        try (Queue queue = new Queue()) {
            queue.sendRaw(Collections.nCopies(25, new byte[0]));
            Ops ops = queue.ops(queue.startWorker(), "admin");
            Until.right(SOON, queue::letters, count -> count == 25);
            Set<Long> seen = new HashSet<>();
            String next = "";
            while (next != null) {
                Ops.Answer page = ops.get("/dead-letters?limit=10" + next);
                page.at("items")
                        .values()
                        .forEach(item -> seen.add(Ops.at(item, "id").getLongValue()));
                JsonNode cursor = page.at("nextCursor");
                next = cursor.isNull() ? null : "&cursor=" + cursor.getStringValue();
            }
            assertThat(seen).hasSize(25);
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        try (Queue queue = new Queue()) {
            Ops ops = queue.ops(queue.startWorker(), "admin");
            assertProblem(ops.post("/dead-letters/replay", "{}"), 422, "all");
            assertProblem(ops.post("/dead-letters/replay", "{\"all\": false}"), 422, "all");
            assertProblem(ops.post("/dead-letters/replay", "{\"cause\": \"bad-luck\"}"), 422, "cause");
            assertProblem(ops.post("/dead-letters/replay", "{\"ids\": []}"), 422, "ids");
            assertProblem(ops.post("/dead-letters/discard", "{\"every\": true}"), 422, "every");
            assertProblem(ops.get("/dead-letters?limit=0"), 422, "limit");
            assertProblem(ops.get("/dead-letters?cursor=x"), 422, "cursor");
        }
    }

    private static void assertProblem(Ops.Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("field").getStringValue()).isEqualTo(field);
    }

    private static int attempt(Ops ops) throws Exception {
        return ops.get("/dead-letters").at("items", 0, "attempt").getIntValue();
    }

    private static Map<String, Long> causes(Ops ops) throws Exception {
        Map<String, Long> causes = new HashMap<>();
        ops.get("/queue")
                .at("deadLetters")
                .entries()
                .forEach(e -> causes.put(e.getKey(), e.getValue().getLongValue()));
        return causes;
    }

    /** 50,000 good clicks with 1,000 of five bad kinds among them. */
    private static List<byte[]> mixed(Queue queue, List<ClickEvent> unknownLink) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            records.add(queue.click(queue.link(i % 500)).encode());
        }
        Instant now = Instant.now();
        unknownLink.forEach(click -> records.add(click.encode()));
        clicks(queue, queue.link(1), now.minusSeconds(86_400L * 400)).forEach(click -> records.add(click.encode()));
        clicks(queue, queue.link(1), now.plusSeconds(86_400)).forEach(click -> records.add(click.encode()));
        clicks(queue, queue.link(1), now).forEach(click -> records.add(Arrays.copyOf(click.encode(), 20)));
        clicks(queue, queue.link(1), now).forEach(click -> {
            byte[] bytes = click.encode();
            bytes[0] = 77;
            records.add(bytes);
        });
        Collections.shuffle(records, new Random(1));
        return records;
    }

    private static List<ClickEvent> clicks(Queue queue, long link, Instant at) {
        List<ClickEvent> clicks = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            clicks.add(queue.click(link, at));
        }
        return clicks;
    }

    /** The ids of the letters that other consumers can read. */
    private static Set<String> published(Queue queue) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", TestBackends.shared().kafka(),
                "group.id", "reader-of-letters",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(queue.topic() + ".dlq"));
            Set<String> ids = new HashSet<>();
            return Until.right(
                    SOON,
                    () -> {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                            ids.add(new String(record.key(), StandardCharsets.UTF_8));
                        }
                        return ids;
                    },
                    found -> found.size() >= 5 * OF_EACH_KIND);
        }
    }
}
