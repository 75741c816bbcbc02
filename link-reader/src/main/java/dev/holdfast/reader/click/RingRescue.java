package dev.holdfast.reader.click;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.HEAD_POSITION_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TAIL_POSITION_OFFSET;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ring of a dead process and trusts nothing in it. Agrona's own {@code unblock()} steps over one claim that
 * was cut off, at the head; here all are stepped over, wherever they are: a claim whose length is negative by that
 * length, one whose header was not yet written by the zeros that the reader leaves behind itself.
 */
final class RingRescue {
    private final SpillQueue spill;
    private final List<byte[]> batch = new ArrayList<>();
    private int batchBytes;
    private long records;

    RingRescue(SpillQueue spill) {
        this.spill = spill;
    }

    /** How many clicks were moved to the spill. */
    long records() {
        return records;
    }

    /** Moves all clicks that can be read to the spill; returns what is wrong with the ring, null when nothing is. */
    @Nullable String run(ByteBuffer memory) throws IOException {
        memory.order(ByteOrder.nativeOrder());
        int capacity = memory.capacity() - RingBufferDescriptor.TRAILER_LENGTH;
        if (capacity < ManyToOneRingBuffer.MIN_CAPACITY || !BitUtil.isPowerOfTwo(capacity)) {
            return "its size is not that of a ring";
        }
        long head = memory.getLong(capacity + HEAD_POSITION_OFFSET);
        long tail = memory.getLong(capacity + TAIL_POSITION_OFFSET);
        if (head < 0 || tail < head || tail - head > capacity || (head | tail) % ALIGNMENT != 0) {
            return "its head " + head + " and tail " + tail + " contradict each other";
        }
        String damage = walk(memory, capacity, head, tail);
        flush();
        return damage;
    }

    private @Nullable String walk(ByteBuffer memory, int capacity, long head, long tail) throws IOException {
        long position = head;
        while (position < tail) {
            int index = (int) (position & capacity - 1);
            int length = memory.getInt(index);
            long span = length == 0 ? ALIGNMENT : BitUtil.align(Math.abs((long) length), ALIGNMENT);
            if (span > Math.min(tail - position, capacity - index) || !isPossible(memory, index, length)) {
                return "the record at " + position + " can't be " + length + " bytes long";
            }
            if (length > 0 && memory.getInt(index + Integer.BYTES) == Ring.CLICK) {
                keep(memory, index + HEADER_LENGTH, length - HEADER_LENGTH);
            }
            position += span;
        }
        return null;
    }

    private static boolean isPossible(ByteBuffer memory, int index, int length) {
        boolean click = length > 0 && memory.getInt(index + Integer.BYTES) == Ring.CLICK;
        return length == 0
                || Math.abs((long) length) >= HEADER_LENGTH
                        && (!click || length <= HEADER_LENGTH + SpillFormat.MAX_RECORD);
    }

    private void keep(ByteBuffer memory, int index, int length) throws IOException {
        byte[] entry = new byte[length];
        memory.get(index, entry);
        batch.add(entry);
        batchBytes += length;
        if (batchBytes >= Batch.MAX_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        if (!spill.appendBeyondLimit(batch)) {
            throw new IOException("the clicks in the ring could not be moved to a spill file");
        }
        records += batch.size();
        batch.clear();
        batchBytes = 0;
    }
}
