package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path root;

    private final JournalCounters counters = new JournalCounters();
    private Topic topic;

    @BeforeEach
    void createTopic() throws Exception {
        topic = new Topic(Map.of());
    }

    @AfterEach
    void closeTopic() {
        topic.close();
    }

    @Test
    void bringsClicksToKafkaInOrder() {
        try (Journal journal = Journal.start(setup(), counters)) {
            append(journal, 1, 50_000);
            assertThat(topic.await(50_000)).isEqualTo(Clicks.numbers(1, 50_000));
            Topic.until(() -> counters.forwarded.sum() == 50_000, () -> "forwarded " + counters.forwarded);
            assertThat(topic.received()).hasSize(50_000);
            assertThat(journal.isDurable()).isTrue();
        }
        assertThat(root.resolve("reader")).as("an empty journal is removed").doesNotExist();
    }

    private JournalSetup setup() {
        return new JournalSetup(
                root,
                "reader",
                1 << 20,
                64 << 20,
                Topic.brokers(),
                topic.name(),
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }

    /** Waits for room, so that none is dropped. */
    private static void append(Journal journal, long first, long last) {
        for (long number = first; number <= last; number++) {
            Topic.until(
                    () -> journal.ring().usedBytes() < journal.ring().capacity() * 3 / 4, () -> "no room in the ring");
            journal.append(Clicks.click(number));
        }
    }
}
