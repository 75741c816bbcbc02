package dev.holdfast.reader.click;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends to a new spill file. What {@link #append} has returned from survives the death of the process. */
final class SpillWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SpillWriter.class);

    private final Path file;
    private final long number;
    private final FileChannel channel;
    private long bytes;
    private long records;

    SpillWriter(Path folder, long number) throws IOException {
        this.number = number;
        file = SpillFile.unsealed(folder, number);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            bytes = write(SpillFormat.header());
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    long bytes() {
        return bytes;
    }

    /** Appends all or, when it throws, nothing that would be read. */
    void append(List<byte[]> more) throws IOException {
        try {
            bytes += write(SpillFormat.encode(more));
            records += more.size();
        } catch (IOException e) {
            channel.truncate(bytes);
            channel.position(bytes);
            throw e;
        }
    }

    /** Ends the file. Never fails: a file that can't be closed or renamed is read as it is. */
    SpillFile seal() {
        Path path = file;
        try {
            channel.close();
            path = SpillFile.seal(file, number, records);
        } catch (IOException e) {
            LOG.warn("Spill file {} could not be closed and renamed: {}", file, e.toString());
        }
        return new SpillFile(path, number, records, bytes);
    }

    private long write(ByteBuffer from) throws IOException {
        long written = 0;
        while (from.hasRemaining()) {
            written += channel.write(from);
        }
        return written;
    }
}
