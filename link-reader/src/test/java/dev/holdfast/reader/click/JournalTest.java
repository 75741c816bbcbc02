package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Part;
import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.reader.click.JournalCounters.Drop;
import dev.holdfast.reader.click.JournalCounters.Failure;
import dev.holdfast.reader.click.JournalCounters.SetAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    /** Nobody listens there. */
    private static final String NO_KAFKA = "127.0.0.1:1";

    private static final int RING = 1 << 20;
    private static final long SPILL = 256 << 20;
    private static final long RATE = 4_000;

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
        try (Journal journal = start("reader", Topic.brokers())) {
            append(journal, 1, 50_000);
            assertThat(topic.await(50_000)).isEqualTo(Clicks.numbers(1, 50_000));
            assertForwarded(journal, 50_000);
            assertThat(topic.received()).hasSize(50_000);
            assertThat(journal.isDurable()).isTrue();
            assertThat(journal.isKafkaAway()).isFalse();
        }
        assertThat(root).as("an empty journal is removed").isEmptyDirectory();
    }

    @Test
    void bringsAllInOrderAfterKafkaWasDown() {
        Part kafka = TestBackends.shared().kafkaServer();
        try (Journal journal = start("reader", Topic.brokers())) {
            append(journal, 1, 1_000);
            topic.await(1_000);
            long last;
            kafka.kill();
            try {
                last = appendSteadily(journal, 1_001, Duration.ofSeconds(25));
                assertThat(journal.isKafkaAway()).isTrue();
                assertThat(journal.spilledRecords()).isPositive();
            } finally {
                kafka.start();
            }
            last = appendSteadily(journal, last + 1, Duration.ofSeconds(3));
            assertThat(topic.await((int) last)).isEqualTo(Clicks.numbers(1, last));
            assertForwarded(journal, last);
            assertThat(journal.isKafkaAway()).isFalse();
            assertThat(counters.failures(Failure.KAFKA_TIMEOUT).sum()).isPositive();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void losesNothingWhileKafkaIsFrozen() {
        Part kafka = TestBackends.shared().kafkaServer();
        try (Journal journal = start("reader", Topic.brokers())) {
            append(journal, 1, 1_000);
            topic.await(1_000);
            long last;
            kafka.pause();
            try {
                last = appendSteadily(journal, 1_001, Duration.ofSeconds(20));
            } finally {
                kafka.resume();
            }
            assertThat(Set.copyOf(topic.await((int) last))).isEqualTo(Set.copyOf(Clicks.numbers(1, last)));
            assertForwarded(journal, last);
        }
    }

    @Test
    void countsExactlyWhatItDropsWhenTheSpillIsFull() {
        List<Long> kept = new ArrayList<>();
        try (Journal journal = Journal.start(setup("reader", NO_KAFKA, 3 << 20), counters)) {
            for (long number = 1; number <= 100_000; number++) {
                long before = counters.dropped(Drop.FULL).sum();
                journal.append(Clicks.click(number));
                if (counters.dropped(Drop.FULL).sum() == before) {
                    kept.add(number);
                }
                if (number % 1_000 == 0 && kept.size() < 20_000) {
                    LockSupport.parkNanos(100_000_000);
                }
            }
            assertThat(counters.dropped()).isEqualTo(100_000 - kept.size()).isPositive();
            Topic.until(() -> journal.spilledBytes() > 2 << 20, () -> journal.spilledBytes() + " bytes spilled");
            assertThat(journal.spilledBytes()).isLessThanOrEqualTo(3 << 20);
            assertThat(journal.ring().records() + journal.spilledRecords()).isEqualTo(kept.size());
            assertThat(counters.recorded.sum()).isEqualTo(100_000);
        }
        JournalCounters later = new JournalCounters();
        try (Journal journal = Journal.start(setup("reader", Topic.brokers(), SPILL), later)) {
            assertThat(later.recovered.sum()).isEqualTo(kept.size());
            assertThat(topic.await(kept.size())).isEqualTo(kept);
        }
    }

    @Test
    void forwardsWhatAKilledProcessLeft() throws Exception {
        Set<Long> owed = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            // Without Kafka all of it stays on disk; a process that follows takes over what its predecessor left.
            try (JournalingProcess process = JournalingProcess.start("", setup("reader", NO_KAFKA, SPILL))) {
                process.awaitLine("started durable=true");
                owe(owed, process.killAfter(15_000L * (i + 1)));
            }
        }
        try (Journal journal = start("reader", Topic.brokers())) {
            assertThat(counters.recovered.sum()).isGreaterThanOrEqualTo(owed.size());
            assertAllArrive(owed);
            assertForwarded(journal, counters.recovered.sum());
        }
        assertThat(counters.setAside(SetAside.RING).sum()).isZero();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void losesNothingWhenKilledWhileForwarding() throws Exception {
        Set<Long> owed = new HashSet<>();
        try (JournalingProcess process = JournalingProcess.start("", setup("reader", Topic.brokers(), SPILL))) {
            process.awaitLine("started durable=true");
            owe(owed, process.killAfter(60_000));
        }
        try (Journal journal = start("reader", Topic.brokers())) {
            assertAllArrive(owed);
            assertForwarded(journal, counters.recovered.sum());
        }
    }

    @Test
    void adoptsTheJournalOfADeadReaderOnceWhileOthersRun() throws Exception {
        Set<Long> owed = new HashSet<>();
        JournalCounters others = new JournalCounters();
        try (Journal one = start("reader-1", Topic.brokers());
                Journal two = Journal.start(setup("reader-2", Topic.brokers(), SPILL), others)) {
            try (JournalingProcess process = JournalingProcess.start("", setup("reader-3", NO_KAFKA, SPILL))) {
                process.awaitLine("started durable=true");
                owe(owed, process.killAfter(30_000));
            }
            assertAllArrive(owed);
            Topic.until(() -> !Files.exists(root.resolve("reader-3")), () -> "the adopted journal is not removed");
            append(one, 1, 100);
            append(two, 101, 200);
            owed.addAll(Clicks.numbers(1, 200));
            assertAllArrive(owed);
            // A click that was just being spilled at the kill stands in the spill and in the ring.
            assertThat(List.of(counters.recovered.sum(), others.recovered.sum()))
                    .contains(0L);
            assertThat((long) topic.received().size())
                    .isEqualTo(200 + counters.recovered.sum() + others.recovered.sum());
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void leavesTheJournalOfALivingReaderAlone() throws Exception {
        try (JournalingProcess process = JournalingProcess.start("", setup("reader", NO_KAFKA, SPILL))) {
            process.awaitLine("started durable=true");
            try (Journal journal = start("reader", Topic.brokers())) {
                append(journal, 1, 10);
                assertThat(topic.await(10)).isEqualTo(Clicks.numbers(1, 10));
                assertThat(root.resolve("reader.2")).exists();
                assertThat(counters.recovered.sum()).isZero();
            }
            assertThat(root.resolve("reader")).exists();
        }
    }

    @Test
    void startsWithADamagedRing() throws IOException {
        Path folder = Files.createDirectory(root.resolve("reader"));
        Files.writeString(folder.resolve("ring"), "this is no ring");
        Files.writeString(folder.resolve("spill-000000000001-3.clicks"), "this is no spill file");
        try (Journal journal = start("reader", Topic.brokers())) {
            assertThat(journal.isDurable()).isTrue();
            append(journal, 1, 10);
            assertThat(topic.await(10)).isEqualTo(Clicks.numbers(1, 10));
        }
        assertThat(counters.setAside(SetAside.RING).sum()).isEqualTo(1);
        assertThat(counters.setAside(SetAside.SPILL).sum()).isEqualTo(1);
        assertThat(counters.dropped(Drop.CORRUPT).sum()).isEqualTo(3);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .contains("lock")
                    .anyMatch(name -> name.startsWith("ring.corrupt-"))
                    .anyMatch(name -> name.startsWith("spill-000000000001-3.clicks.corrupt-"));
        }
    }

    @Test
    void goesThroughMemoryWhereNoFolderCanBeMade() throws IOException {
        root = Files.createFile(root.resolve("a file")).resolve("journal");
        try (Journal journal = start("reader", Topic.brokers())) {
            assertThat(journal.isDurable()).isFalse();
            append(journal, 1, 10_000);
            assertThat(topic.await(10_000)).isEqualTo(Clicks.numbers(1, 10_000));
            assertForwarded(journal, 10_000);
        }
    }

    @Test
    void countsDropsWithoutFolderAndKafka() throws IOException {
        root = Files.createFile(root.resolve("a file")).resolve("journal");
        try (Journal journal = start("reader", NO_KAFKA)) {
            for (long number = 1; number <= 50_000; number++) {
                journal.append(Clicks.click(number));
            }
            assertThat(journal.ring().records() + counters.dropped(Drop.FULL).sum())
                    .isEqualTo(50_000);
            assertThat(counters.dropped(Drop.FULL).sum()).isPositive();
        }
    }

    /** A bound on the size of files stands in for the end of the disk. */
    @Test
    void goesThroughMemoryOnAFullDisk() throws Exception {
        try (JournalingProcess process =
                JournalingProcess.start("ulimit -f 256;", setup("reader", Topic.brokers(), SPILL))) {
            process.awaitLine("started durable=false");
            process.killAfter(20_000);
        }
        // Not durable: what was under way is gone, most has arrived.
        assertThat(topic.await(10_000)).hasSizeGreaterThanOrEqualTo(10_000);
        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length()))
                    .as("what was half made is removed")
                    .allMatch(length -> length == 0);
        }
    }

    /** The bound lets a ring be made, and cuts each spill file off in the middle of a batch. */
    @Test
    void losesNothingWhenSpillFilesAreCutOff() throws Exception {
        Set<Long> owed = new HashSet<>();
        try (JournalingProcess process = JournalingProcess.start("ulimit -f 2000;", setup("reader", NO_KAFKA, SPILL))) {
            process.awaitLine("started durable=true");
            owe(owed, process.killAfter(60_000));
        }
        List<SpillFile> cutOff = SpillFile.in(root.resolve("reader"));
        assertThat(cutOff).hasSizeGreaterThan(1).allMatch(file -> file.bytes() <= 2_000 * 1_024);
        try (Journal journal = start("reader", Topic.brokers())) {
            assertAllArrive(owed);
            assertForwarded(journal, counters.recovered.sum());
        }
        assertThat(counters.dropped()).isZero();
    }

    @Test
    void bringsToKafkaWhatItHasWhenItIsClosed() {
        try (Journal journal = start("reader", Topic.brokers())) {
            for (long number = 1; number <= 5_000; number++) {
                journal.append(Clicks.click(number));
            }
        }
        assertThat(counters.forwarded.sum()).isEqualTo(5_000);
        assertThat(topic.await(5_000)).isEqualTo(Clicks.numbers(1, 5_000));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void putsAsideWhatKafkaWillNeverTake() throws Exception {
        topic.close();
        topic = new Topic(Map.of("max.message.bytes", "400"));
        try (Journal journal = start("reader", Topic.brokers())) {
            append(journal, 1, 100);
            journal.append(Clicks.large(101));
            append(journal, 102, 200);
            journal.append(Clicks.large(201));
            List<Long> good = new ArrayList<>(Clicks.numbers(1, 200));
            good.remove(101L);
            assertThat(topic.await(199)).isEqualTo(good);
            Topic.until(() -> counters.dropped(Drop.REJECTED).sum() == 2, () -> "rejected " + counters.dropped());
            assertForwarded(journal, 199);
        }
        Path folder = root.resolve("reader");
        Files.move(folder.resolve(RejectedClicks.NAME), folder.resolve("spill-1-0.clicks"));
        assertThat(Clicks.drain(new SpillQueue(folder, 0, counters))).containsExactly(101L, 201L);
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        // The broker of the tests creates none by itself.
        JournalSetup setup = new JournalSetup(
                root,
                "reader",
                RING,
                SPILL,
                Topic.brokers(),
                "none-" + topic.name(),
                adoptEvery(),
                Duration.ofMillis(1));
        try (Journal journal = Journal.start(setup, counters)) {
            journal.append(Clicks.click(1));
            Topic.until(journal::isKafkaAway, () -> "Kafka is said to take clicks");
            assertThat(counters.dropped()).isZero();
        }
        try (Journal journal = start("reader", Topic.brokers())) {
            assertThat(topic.await(1)).containsExactly(1L);
        }
    }

    @Test
    void dropsAndCountsWhatComesAfterItsEnd() {
        Journal journal = start("reader", NO_KAFKA);
        journal.close();
        journal.append(Clicks.click(1));
        assertThat(counters.dropped(Drop.CLOSED).sum()).isEqualTo(1);
        assertThat(counters.recorded.sum()).isEqualTo(1);
    }

    private Journal start(String instance, String brokers) {
        return Journal.start(setup(instance, brokers, SPILL), counters);
    }

    private JournalSetup setup(String instance, String brokers, long spillLimit) {
        Duration stopBound = brokers.equals(NO_KAFKA) ? Duration.ofMillis(1) : Duration.ofSeconds(5);
        return new JournalSetup(root, instance, RING, spillLimit, brokers, topic.name(), adoptEvery(), stopBound);
    }

    private static Duration adoptEvery() {
        return Duration.ofMillis(100);
    }

    /** Waits for room, so that none is dropped. */
    private static void append(Journal journal, long first, long last) {
        for (long number = first; number <= last; number++) {
            Topic.until(() -> !journal.ring().isHalfFull(), () -> "no room in the ring");
            journal.append(Clicks.click(number));
        }
    }

    /** Appends at a steady rate without regard to room, prints how long appending took, returns the last number. */
    private static long appendSteadily(Journal journal, long first, Duration duration) {
        long[] nanos = new long[(int) (duration.toMillis() * RATE / 1_000)];
        long start = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            while (System.nanoTime() - start < i * 1_000_000_000L / RATE) {
                LockSupport.parkNanos(100_000);
            }
            long before = System.nanoTime();
            journal.append(Clicks.click(first + i));
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%d appends in ns: median %d, 99 %% %d, 99.9 %% %d, longest %d%n",
                nanos.length,
                nanos[nanos.length / 2],
                nanos[nanos.length * 99 / 100],
                nanos[(int) (nanos.length * 999L / 1_000)],
                nanos[nanos.length - 1]);
        return first + nanos.length - 1;
    }

    private void assertForwarded(Journal journal, long clicks) {
        Topic.until(() -> counters.forwarded.sum() >= clicks, () -> "forwarded " + counters.forwarded);
        assertThat(counters.forwarded.sum()).isEqualTo(clicks);
        assertThat(counters.recorded.sum() + counters.recovered.sum())
                .isEqualTo(counters.forwarded.sum()
                        + journal.ring().records()
                        + journal.spilledRecords()
                        + counters.dropped());
    }

    private static void owe(Set<Long> owed, long[] last) {
        for (int t = 0; t < last.length; t++) {
            owed.addAll(Clicks.numbers(JournalingProcess.base(t), last[t]));
        }
    }

    private void assertAllArrive(Set<Long> owed) {
        Set<Long> missing = new HashSet<>(owed);
        Topic.until(
                () -> {
                    topic.await(0).forEach(missing::remove);
                    return missing.isEmpty();
                },
                () -> missing.size() + " of " + owed.size() + " clicks are missing");
    }
}
