package dev.holdfast.reader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** An alias that many ask for is found by whoever asks after it was made. */
class AliasTest {
    private static final int CLIENTS = 20;
    private static final int ALIASES = 100;

    @Test
    void anAliasAskedForBeforeItExistsIsFoundOnceItDoes() throws Exception {
        everyAliasIsFoundOnceItExists(Map.of());
    }

    @Test
    void itIsFoundTooWhereThePrimaryServesAsReplica() throws Exception {
        everyAliasIsFoundOnceItExists(Map.of("HOLDFAST_REPLICA_JDBC", ""));
    }

    private static void everyAliasIsFoundOnceItExists(Map<String, String> settings) throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<String> wanted = new AtomicReference<>("to-come");
        try (ReaderUnderTest reader = ReaderUnderTest.start(settings);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    while (!over.get()) {
                        reader.get("/" + wanted.get());
                    }
                });
            }
            for (int i = 0; i < ALIASES; i++) {
                String alias = "soon-" + UUID.randomUUID();
                wanted.set(alias);
                expect(reader, alias, 404, wrong);
                LinkRows.insert(alias, "https://example.com/");
                expect(reader, alias, 302, wrong);
            }
            over.set(true);
        }
        assertThat(wrong).isEmpty();
    }

    private static void expect(ReaderUnderTest reader, String alias, int status, Queue<String> wrong) {
        int answered = reader.get("/" + alias).statusCode();
        if (answered != status) {
            wrong.add(alias + ": " + answered + " instead of " + status);
        }
    }
}
