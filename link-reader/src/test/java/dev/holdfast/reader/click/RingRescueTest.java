package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reader.click.JournalCounters.SetAside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingRescueTest {
    private static final int CAPACITY = 1 << 16;

    @TempDir
    private Path dir;

    private final JournalCounters counters = new JournalCounters();
    private Path file;
    private Ring ring;
    private SpillQueue spill;

    @BeforeEach
    void create() throws IOException {
        file = dir.resolve("ring");
        ring = RingFile.create(file, CAPACITY);
        spill = new SpillQueue(dir, 0, counters);
    }

    @Test
    void preallocatesTheFile() throws IOException, InterruptedException {
        assertThat(Files.size(file)).isEqualTo(CAPACITY + Ring.TRAILER_BYTES);
        Process du = new ProcessBuilder("du", "-k", file.toString()).start();
        String size = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(Integer.parseInt(size.split("\\s")[0])).isGreaterThanOrEqualTo(CAPACITY / 1024);
    }

    @Test
    void keepsWhatWasNotRemoved() throws IOException {
        append(1, 300);
        Clicks.take(ring);
        append(301, 600);
        assertThat(rescued()).isEqualTo(Clicks.numbers(301, 600));
        assertThat(file).doesNotExist();
    }

    @Test
    void keepsAFullRingThatHasWrapped() throws IOException {
        long number = 1;
        while (ring.append(Clicks.click(number))) {
            number++;
        }
        Clicks.take(ring);
        long first = number;
        while (ring.append(Clicks.click(number))) {
            number++;
        }
        assertThat(rescued()).isEqualTo(Clicks.numbers(first, number - 1));
    }

    @Test
    void findsNothingInAnEmptyRing() throws IOException {
        assertThat(rescued()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void stepsOverClaimsThatWereCutOff() throws IOException {
        ManyToOneRingBuffer dying = map();
        dying.tryClaim(Ring.CLICK, 100);
        append(1, 3);
        int half = dying.tryClaim(Ring.CLICK, 77);
        dying.buffer().setMemory(half, 30, (byte) 0x55);
        dying.tryClaim(Ring.CLICK, 12);
        append(4, 6);
        dying.tryClaim(Ring.CLICK, 500);
        assertThat(rescued()).isEqualTo(Clicks.numbers(1, 6));
        assertThat(counters.setAside(SetAside.RING).sum()).isZero();
    }

    @Test
    void stepsOverSpaceWhoseClaimHadNoHeaderYet() throws IOException {
        append(1, 3);
        moveTail(104);
        append(4, 6);
        moveTail(8);
        append(7, 7);
        moveTail(2_000);
        assertThat(rescued()).isEqualTo(Clicks.numbers(1, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "-8, 64",
        "64, 8",
        "3, 64",
        "0, 63",
        "0, 65544",
        "9223372036854775800, 9223372036854775800",
        "0, 9223372036854775800",
        "-9223372036854775808, 9223372036854775800",
    })
    void setsARingWithAnImpossibleHeaderAside(long head, long tail) throws IOException {
        append(1, 10);
        ByteBuffer memory = memory();
        memory.putLong(CAPACITY + RingBufferDescriptor.HEAD_POSITION_OFFSET, head);
        memory.putLong(CAPACITY + RingBufferDescriptor.TAIL_POSITION_OFFSET, tail);
        boolean plausible = head == tail;
        assertThat(rescued()).isEmpty();
        assertSetAside(plausible ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, -7, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -(1 << 20)})
    void keepsWhatStandsBeforeADamagedRecord(int length) throws IOException {
        append(1, 5);
        int at = ring.usedBytes();
        append(6, 10);
        memory().putInt(at, length);
        assertThat(rescued()).isEqualTo(Clicks.numbers(1, 5));
        assertSetAside(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 768, 1_000, CAPACITY, CAPACITY + 767})
    void setsATruncatedRingAside(int length) throws IOException {
        append(1, 10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        assertThat(rescued()).isEmpty();
        assertSetAside(1);
    }

    @Test
    void survivesAnyGarbage() throws IOException {
        Random random = new Random(42);
        byte[] garbage = new byte[CAPACITY + Ring.TRAILER_BYTES];
        for (int i = 0; i < 200; i++) {
            random.nextBytes(garbage);
            ByteBuffer bytes = ByteBuffer.wrap(garbage).order(ByteOrder.nativeOrder());
            if (i % 2 == 0) {
                bytes.putLong(CAPACITY + RingBufferDescriptor.HEAD_POSITION_OFFSET, 8L * random.nextInt(CAPACITY));
                bytes.putLong(
                        CAPACITY + RingBufferDescriptor.TAIL_POSITION_OFFSET, 8L * (CAPACITY + random.nextInt(99)));
            }
            Files.write(file, garbage);
            RingFile.rescue(file, spill, counters);
            assertThat(file).doesNotExist();
        }
    }

    private void append(long first, long last) {
        for (long number = first; number <= last; number++) {
            assertThat(ring.append(Clicks.click(number))).isTrue();
        }
    }

    private List<Long> rescued() throws IOException {
        RingFile.rescue(file, spill, counters);
        return Clicks.drain(spill);
    }

    private void assertSetAside(int files) throws IOException {
        assertThat(counters.setAside(SetAside.RING).sum()).isEqualTo(files);
        try (var all = Files.list(dir)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith("ring.corrupt-")))
                    .hasSize(files);
        }
        assertThat(file).doesNotExist();
    }

    /** As a producer does it that dies before it writes the header of its claim. */
    private void moveTail(int bytes) throws IOException {
        int offset = CAPACITY + RingBufferDescriptor.TAIL_POSITION_OFFSET;
        memory().putLong(offset, memory().getLong(offset) + bytes);
    }

    private ManyToOneRingBuffer map() throws IOException {
        return new ManyToOneRingBuffer(new UnsafeBuffer(memory()));
    }

    private ByteBuffer memory() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size()).order(ByteOrder.nativeOrder());
        }
    }
}
