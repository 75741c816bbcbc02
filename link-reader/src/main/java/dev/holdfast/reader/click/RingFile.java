package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.SetAside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file behind a durable {@link Ring}. */
final class RingFile {
    static final String NAME = "ring";
    private static final Logger LOG = LoggerFactory.getLogger(RingFile.class);
    private static final int CHUNK_BYTES = 1 << 20;

    private RingFile() {}

    /**
     * Makes an empty ring in place of what the file held. Every byte is written: where a file has holes, appending to
     * the ring on a full disk would kill the JVM.
     *
     * @param capacity a power of two
     */
    static Ring create(Path file, int capacity) throws IOException {
        int length = capacity + Ring.TRAILER_BYTES;
        // Under another name until it is whole: a kill must not leave behind what looks like a damaged ring.
        Path unfinished = file.resolveSibling(NAME + ".new");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            fill(channel, length);
            Ring ring = new Ring(channel.map(MapMode.READ_WRITE, 0, length));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return ring;
        } catch (IOException e) {
            // It would hold the space that the disk lacks.
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static void fill(FileChannel channel, int length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (channel.position() < length) {
            channel.write(zeros.clear().limit((int) Math.min(CHUNK_BYTES, length - channel.position())));
        }
    }

    /**
     * Moves the clicks that a dead process left in its ring to the spill, which may go beyond its limit for that, and
     * removes the ring. A damaged ring is set aside; what stood before the damage is moved.
     *
     * @throws IOException when the clicks could not be moved; the ring is left as it was
     */
    static void rescue(Path file, SpillQueue spill, JournalCounters counters) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        RingRescue rescue = new RingRescue(spill);
        String damage = rescue.run(map(file));
        if (damage == null) {
            Files.delete(file);
        } else {
            Path aside = CorruptFile.setAside(file);
            counters.setAside(SetAside.RING).increment();
            LOG.error(
                    "Ring file {} is damaged: {}. The {} clicks before the damage are kept, the file is set aside as {}",
                    file,
                    damage,
                    rescue.records(),
                    aside);
        }
        if (rescue.records() > 0) {
            LOG.info("{} clicks found in {} will be forwarded", rescue.records(), file);
        }
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = Math.min(channel.size(), Integer.MAX_VALUE);
            return channel.map(MapMode.READ_ONLY, 0, length);
        }
    }
}
