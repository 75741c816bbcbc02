package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.Drop;
import dev.holdfast.reader.click.JournalCounters.Failure;
import dev.holdfast.reader.click.JournalCounters.SetAside;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clicks on disk, in files that are deleted once all of their clicks are at Kafka. After a restart a file that was half
 * sent is sent again; the ids of the clicks make that harmless. Used by one thread, but for the sizes.
 */
final class SpillQueue implements ClickSource, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillQueue.class);
    private static final long FILE_BYTES = 4 << 20;

    private final Path folder;
    private final long limit;
    private final JournalCounters counters;
    private final Deque<SpillFile> sealed = new ArrayDeque<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong sealedBytes = new AtomicLong();
    private final AtomicLong writerBytes = new AtomicLong();
    private long nextNumber;
    private @Nullable SpillWriter writer;
    private @Nullable SpillReader reader;
    private @Nullable Batch pending;

    /** Takes over the files that are there. */
    SpillQueue(Path folder, long limit, JournalCounters counters) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.counters = counters;
        for (SpillFile file : SpillFile.in(folder)) {
            add(file);
            records.addAndGet(file.records());
            nextNumber = file.number() + 1;
        }
    }

    /** How many clicks wait here. */
    long records() {
        return records.get();
    }

    long bytes() {
        return sealedBytes.get() + writerBytes.get();
    }

    boolean isEmpty() {
        return records.get() == 0 && sealed.isEmpty();
    }

    /** Appends all of the records, or none and returns false: the limit is reached or the disk does not take them. */
    boolean append(List<byte[]> more) {
        return bytes() + SpillFormat.encodedLength(more) <= limit && appendBeyondLimit(more);
    }

    /** As {@link #append}, for what is at most a ring and must go somewhere. */
    boolean appendBeyondLimit(List<byte[]> more) {
        try {
            SpillWriter out = writer();
            out.append(more);
            records.addAndGet(more.size());
            writerBytes.set(out.bytes());
            if (out.bytes() >= FILE_BYTES) {
                seal(out);
            }
            return true;
        } catch (IOException e) {
            counters.failures(Failure.SPILL_WRITE).increment();
            SpillWriter failed = writer;
            if (failed != null) {
                // The next attempt gets a new file: what is wrong may be wrong with this one.
                seal(failed);
            }
            LOG.warn("{} does not take clicks: {}", folder, e.toString());
            return false;
        }
    }

    private SpillWriter writer() throws IOException {
        SpillWriter known = writer;
        if (known == null) {
            known = new SpillWriter(folder, nextNumber++);
            writer = known;
        }
        return known;
    }

    private void seal(SpillWriter out) {
        writer = null;
        add(out.seal());
        writerBytes.set(0);
    }

    private void add(SpillFile file) {
        sealed.addLast(file);
        sealedBytes.addAndGet(file.bytes());
    }

    @Override
    public @Nullable Batch next() {
        while (pending == null) {
            SpillFile file = oldest();
            if (file == null) {
                return null;
            }
            readFrom(file);
        }
        return pending;
    }

    private @Nullable SpillFile oldest() {
        SpillWriter out = writer;
        if (sealed.isEmpty() && out != null) {
            seal(out);
        }
        return sealed.peekFirst();
    }

    private void readFrom(SpillFile file) {
        try {
            SpillReader in = reader == null ? new SpillReader(file.path()) : reader;
            reader = in;
            List<byte[]> read = in.next();
            if (read.isEmpty()) {
                finish(file, in);
            } else {
                pending = new Batch(read);
            }
        } catch (IOException e) {
            readFailed(file.path(), e);
            abandon(file);
        }
    }

    @Override
    public void remove(Batch batch) {
        pending = null;
        records.addAndGet(-batch.size());
        SpillReader in = reader;
        SpillFile file = sealed.peekFirst();
        if (in != null && file != null && in.isAtEnd()) {
            try {
                finish(file, in);
            } catch (IOException e) {
                readFailed(file.path(), e);
                abandon(file);
            }
        }
    }

    /** All that can be read of the file is at Kafka. */
    private void finish(SpillFile file, SpillReader in) throws IOException {
        in.close();
        reader = null;
        String damage = in.damage();
        if (damage == null) {
            Files.delete(file.path());
        } else {
            Path aside = CorruptFile.setAside(file.path());
            counters.setAside(SetAside.SPILL).increment();
            LOG.error(
                    "Spill file {} is damaged: {}. Its first {} clicks were read and are at Kafka, the rest is set aside in {}",
                    file.path(),
                    damage,
                    in.read(),
                    aside);
        }
        forget(file, in.read());
    }

    /** Reading failed; the file stays where it is, for the next start. */
    private void abandon(SpillFile file) {
        SpillReader in = reader;
        forget(file, in == null ? 0 : in.read());
        reader = null;
    }

    private void forget(SpillFile file, long read) {
        sealed.remove(file);
        sealedBytes.addAndGet(-file.bytes());
        // The name said how many records there are. Reading may have found fewer, or more in a file named by hand.
        long missing = file.records() - read;
        records.addAndGet(-missing);
        if (missing > 0) {
            counters.dropped(Drop.CORRUPT).add(missing);
        } else {
            counters.recovered.add(-missing);
        }
    }

    private void readFailed(Path file, IOException e) {
        counters.failures(Failure.SPILL_READ).increment();
        LOG.error("Spill file {} can't be read or removed, it stays where it is: {}", file, e.toString());
    }

    /** Leaves the files for whoever opens the folder next. */
    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        SpillWriter out = writer;
        if (out != null) {
            seal(out);
        }
    }
}
