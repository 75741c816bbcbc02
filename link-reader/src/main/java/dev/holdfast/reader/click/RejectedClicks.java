package dev.holdfast.reader.click;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what Kafka will never take as it is, in {@code rejected.clicks}, which has the format of a spill file: renamed
 * to {@code spill-1-0.clicks} after the cause is mended, it is sent again by the next process that opens the folder.
 */
final class RejectedClicks {
    static final String NAME = "rejected.clicks";
    private static final Logger LOG = LoggerFactory.getLogger(RejectedClicks.class);

    /** Beyond it rejected clicks are only counted. */
    private static final long MAX_BYTES = 16 << 20;

    private final Path file;

    RejectedClicks(Path folder) {
        file = folder.resolve(NAME);
    }

    void keep(List<byte[]> rejected) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = out.size();
            if (end > MAX_BYTES) {
                return;
            }
            if (end == 0) {
                write(out, SpillFormat.header());
            }
            out.position(out.size());
            write(out, SpillFormat.encode(rejected));
            LOG.error("Kafka will never take {} clicks as they are: kept in {}", rejected.size(), file);
        } catch (IOException e) {
            LOG.error("Kafka will never take {} clicks, nor does {}: {}", rejected.size(), file, e.toString());
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
