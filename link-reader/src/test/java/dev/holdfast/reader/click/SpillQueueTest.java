package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reader.click.JournalCounters.Drop;
import dev.holdfast.reader.click.JournalCounters.Failure;
import dev.holdfast.reader.click.JournalCounters.SetAside;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillQueueTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    private Path dir;

    private final JournalCounters counters = new JournalCounters();

    @Test
    void givesBackInOrderWhileItIsWritten() throws IOException {
        SpillQueue spill = open(NO_LIMIT);
        append(spill, 1, 1_000);
        List<Long> read = new ArrayList<>(Clicks.take(spill));
        append(spill, 1_001, 2_000);
        append(spill, 2_001, 3_000);
        read.addAll(Clicks.drain(spill));
        append(spill, 3_001, 3_001);
        read.addAll(Clicks.drain(spill));
        assertThat(read).isEqualTo(Clicks.numbers(1, 3_001));
        assertThat(spill.isEmpty()).isTrue();
        assertThat(spill.bytes()).isZero();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void rollsItsFilesAndDeletesEachOnceItIsRead() throws IOException {
        SpillQueue spill = open(NO_LIMIT);
        for (long first = 1; first < 200_000; first += 5_000) {
            append(spill, first, first + 4_999);
        }
        int files = files();
        assertThat(files).isGreaterThan(3);
        Batch batch = spill.next();
        assertThat(files()).isEqualTo(files);
        while (files() == files && batch != null) {
            spill.remove(batch);
            batch = spill.next();
        }
        assertThat(spill.records()).isBetween(100_000L, 199_999L);
    }

    @Test
    void isTakenOverAsItWasLeft() throws IOException {
        SpillQueue left = open(NO_LIMIT);
        append(left, 1, 100);
        Clicks.take(left);
        append(left, 101, 300);
        // Neither closed nor removed: as after a kill.
        assertThat(Clicks.drain(open(NO_LIMIT))).isEqualTo(Clicks.numbers(101, 300));
    }

    @Test
    void isTakenOverAfterClosing() throws IOException {
        SpillQueue left = open(NO_LIMIT);
        append(left, 1, 100);
        left.next();
        left.close();
        SpillQueue next = open(NO_LIMIT);
        assertThat(next.records()).isEqualTo(100);
        append(next, 101, 200);
        assertThat(Clicks.drain(next)).isEqualTo(Clicks.numbers(1, 200));
    }

    @Test
    void keepsToItsLimit() throws IOException {
        List<byte[]> batch = Clicks.encoded(1, 100);
        long bytes = SpillFormat.encodedLength(batch);
        SpillQueue spill = open(8 + 3 * bytes);
        assertThat(spill.append(batch)).isTrue();
        assertThat(spill.append(batch)).isTrue();
        assertThat(spill.append(Clicks.encoded(1, 99))).isTrue();
        assertThat(spill.append(batch)).isFalse();
        assertThat(spill.records()).isEqualTo(299);
        assertThat(spill.bytes()).isLessThanOrEqualTo(8 + 3 * bytes).isEqualTo(bytesOnDisk());
        Clicks.take(spill);
        assertThat(spill.append(batch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 40})
    void keepsWhatStandsBeforeATruncation(int missing) throws IOException {
        SpillQueue left = open(NO_LIMIT);
        append(left, 1, 100);
        Path file = onlyFile();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - missing);
        }
        SpillQueue spill = open(NO_LIMIT);
        assertThat(spill.records()).isEqualTo(99);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(1, 99));
        assertSetAside(1);
        assertThat(counters.dropped()).as("it was never counted").isZero();
        assertThat(spill.isEmpty()).isTrue();
    }

    @Test
    void countsWhatASealedFileHasLost() throws IOException {
        SpillQueue left = open(NO_LIMIT);
        append(left, 1, 100);
        left.close();
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        SpillQueue spill = open(NO_LIMIT);
        assertThat(spill.records()).isEqualTo(100);
        append(spill, 101, 110);
        List<Long> read = Clicks.drain(spill);
        long lost = counters.dropped(Drop.CORRUPT).sum();
        assertThat(lost).isBetween(40L, 60L);
        assertThat(read).hasSize((int) (110 - lost)).startsWith(1L, 2L, 3L).endsWith(109L, 110L);
        assertThat(spill.records()).isZero();
        assertThat(spill.isEmpty()).isTrue();
        assertSetAside(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "HFCLICK", "HFCLICK2abcdefgh", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"})
    void setsAsideWhatIsNoSpillFile(String content) throws IOException {
        Files.writeString(dir.resolve("spill-1.clicks"), content);
        SpillQueue spill = open(NO_LIMIT);
        append(spill, 1, 3);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(1, 3));
        assertSetAside(1);
    }

    @Test
    void survivesAnyGarbage() throws IOException {
        Random random = new Random(42);
        for (int i = 1; i <= 100; i++) {
            byte[] garbage = new byte[random.nextInt(5_000)];
            random.nextBytes(garbage);
            if (i % 2 == 0 && garbage.length > 8) {
                System.arraycopy(SpillFormat.header().array(), 0, garbage, 0, 8);
            }
            Files.write(dir.resolve("spill-" + i + (i % 3 == 0 ? "-77" : "") + ".clicks"), garbage);
        }
        SpillQueue spill = open(NO_LIMIT);
        append(spill, 1, 3);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(1, 3));
        assertThat(spill.records()).isZero();
        assertThat(counters.setAside(SetAside.SPILL).sum()).isGreaterThan(95);
    }

    @Test
    void removesAFileThatAKillKeptFromBeingBegun() throws IOException {
        Files.createFile(dir.resolve("spill-000000000001.clicks"));
        SpillQueue spill = open(NO_LIMIT);
        assertThat(spill.next()).isNull();
        assertThat(spill.isEmpty()).isTrue();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void countsARejectedFileThatWasNamedToBeSentAgain() throws IOException {
        RejectedClicks rejected = new RejectedClicks(dir);
        rejected.keep(Clicks.encoded(1, 5));
        rejected.keep(Clicks.encoded(6, 9));
        assertThat(open(NO_LIMIT).isEmpty()).isTrue();
        Files.move(dir.resolve(RejectedClicks.NAME), dir.resolve("spill-1-0.clicks"));
        SpillQueue spill = open(NO_LIMIT);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(1, 9));
        assertThat(counters.recovered.sum()).isEqualTo(9);
        assertThat(spill.records()).isZero();
    }

    @Test
    void leavesWhatCanNotBeRead() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("spill-1-12.clicks"));
        SpillQueue spill = open(NO_LIMIT);
        append(spill, 1, 3);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(1, 3));
        assertThat(folder).exists();
        assertThat(counters.failures(Failure.SPILL_READ).sum()).isEqualTo(1);
        assertThat(spill.records()).isZero();
    }

    @Test
    void reportsADiskThatTakesNothing() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("gone"));
        SpillQueue spill = new SpillQueue(folder, NO_LIMIT, counters);
        Files.delete(folder);
        assertThat(spill.append(Clicks.encoded(1, 3))).isFalse();
        assertThat(spill.isEmpty()).isTrue();
        assertThat(counters.failures(Failure.SPILL_WRITE).sum()).isEqualTo(1);
        Files.createDirectory(folder);
        append(spill, 4, 6);
        assertThat(Clicks.drain(spill)).isEqualTo(Clicks.numbers(4, 6));
    }

    private SpillQueue open(long limit) throws IOException {
        return new SpillQueue(dir, limit, counters);
    }

    private static void append(SpillQueue spill, long first, long last) {
        assertThat(spill.append(Clicks.encoded(first, last))).isTrue();
    }

    private void assertSetAside(int files) throws IOException {
        assertThat(counters.setAside(SetAside.SPILL).sum()).isEqualTo(files);
        try (var all = Files.list(dir)) {
            assertThat(all.filter(path -> path.getFileName().toString().contains(".clicks.corrupt-")))
                    .hasSize(files);
        }
    }

    private Path onlyFile() throws IOException {
        try (var all = Files.list(dir)) {
            return all.toList().getFirst();
        }
    }

    private int files() throws IOException {
        try (var all = Files.list(dir)) {
            return (int) all.count();
        }
    }

    private long bytesOnDisk() throws IOException {
        try (var all = Files.list(dir)) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
