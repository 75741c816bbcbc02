package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The clicks that came last, in memory that is a file's when the journal is durable. Any thread appends, without lock;
 * the forwarder's thread reads and removes. The memory is never unmapped: a late append must not crash the JVM.
 */
final class Ring implements ClickSource {
    /** Type of a record that holds a click; Agrona's own padding is -1. */
    static final int CLICK = 1;

    static final int TRAILER_BYTES = RingBufferDescriptor.TRAILER_LENGTH;
    private static final MessageHandler IGNORE = (type, buffer, index, length) -> {};

    private final ManyToOneRingBuffer ring;
    private final AtomicBuffer buffer;
    private final LongAdder appended = new LongAdder();
    private final AtomicLong removed = new AtomicLong();

    /** What {@link #next} has given and is not removed yet; the forwarder's thread only. */
    private @Nullable Batch pending;

    /** @param memory zeroed, a power of two and {@link #TRAILER_BYTES} long */
    Ring(ByteBuffer memory) {
        ring = new ManyToOneRingBuffer(new UnsafeBuffer(memory));
        buffer = ring.buffer();
    }

    /** False when the ring is full. Never waits. */
    boolean append(ClickEvent click) {
        byte[] record = click.encode();
        boolean room = ring.write(CLICK, new UnsafeBuffer(record), 0, record.length);
        if (room) {
            appended.increment();
        }
        return room;
    }

    /** How many clicks wait here. */
    long records() {
        return appended.sum() - removed.get();
    }

    int capacity() {
        return ring.capacity();
    }

    int usedBytes() {
        return ring.size();
    }

    /** Whether so little is free that the oldest clicks should go elsewhere. */
    boolean isHalfFull() {
        return ring.size() > ring.capacity() / 2;
    }

    @Override
    public @Nullable Batch next() {
        if (pending == null) {
            List<byte[]> records = peek();
            pending = records.isEmpty() ? null : new Batch(records);
        }
        return pending;
    }

    private List<byte[]> peek() {
        List<byte[]> records = new ArrayList<>();
        long head = ring.consumerPosition();
        long position = head;
        int bytes = 0;
        while (position - head < ring.capacity() && records.size() < Batch.MAX_RECORDS && bytes < Batch.MAX_BYTES) {
            int index = (int) position & ring.capacity() - 1;
            int length = buffer.getIntVolatile(RecordDescriptor.lengthOffset(index));
            if (length <= 0) {
                break;
            }
            if (buffer.getInt(RecordDescriptor.typeOffset(index)) == CLICK) {
                records.add(copy(index, length));
                bytes += length;
            }
            position += BitUtil.align(length, RecordDescriptor.ALIGNMENT);
        }
        return records;
    }

    private byte[] copy(int index, int length) {
        byte[] record = new byte[length - RecordDescriptor.HEADER_LENGTH];
        buffer.getBytes(RecordDescriptor.encodedMsgOffset(index), record);
        return record;
    }

    @Override
    public void remove(Batch batch) {
        int left = batch.size();
        while (left > 0) {
            // One call ends at the end of the memory, where the ring wraps.
            left -= ring.read(IGNORE, left);
        }
        pending = null;
        removed.addAndGet(batch.size());
    }
}
