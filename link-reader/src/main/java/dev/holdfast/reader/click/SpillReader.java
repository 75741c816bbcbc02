package dev.holdfast.reader.click;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a spill file from its start, as far as it is whole. Used by one thread. */
final class SpillReader implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;
    private long read;
    private boolean atEnd;
    private @Nullable String damage;

    SpillReader(Path file) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        // An empty file is one that a kill kept from being begun.
        atEnd = Files.size(file) == 0;
        if (!atEnd) {
            readHeader();
        }
    }

    /** How many records {@link #next} has given. */
    long read() {
        return read;
    }

    /** Whether nothing more can be read. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** What is wrong with the file where reading ended; null when nothing is. */
    @Nullable String damage() {
        return damage;
    }

    /** Records up to the bounds of a batch; fewer, or none, only at the end. */
    List<byte[]> next() throws IOException {
        List<byte[]> records = new ArrayList<>();
        int bytes = 0;
        while (!atEnd && records.size() < Batch.MAX_RECORDS && bytes < Batch.MAX_BYTES) {
            byte[] entry = readRecord();
            if (entry != null) {
                records.add(entry);
                bytes += entry.length;
            }
        }
        read += records.size();
        return records;
    }

    private void readHeader() throws IOException {
        try {
            if (in.readLong() != SpillFormat.MAGIC) {
                end("it is not a spill file of this version");
            }
        } catch (EOFException e) {
            end("it is cut off in its header");
        }
    }

    private byte @Nullable [] readRecord() throws IOException {
        int first = in.read();
        if (first < 0) {
            atEnd = true;
            return null;
        }
        try {
            int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            if (length < 0 || length > SpillFormat.MAX_RECORD) {
                return end("a record has an impossible length");
            }
            int checksum = in.readInt();
            byte[] entry = new byte[length];
            in.readFully(entry);
            return SpillFormat.checksum(entry) == checksum ? entry : end("a record's checksum is wrong");
        } catch (EOFException e) {
            return end("it is cut off in a record");
        }
    }

    private byte @Nullable [] end(String damage) {
        this.damage = damage;
        atEnd = true;
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
