package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.reader.click.JournalCounters.Drop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clicks on their way to Kafka: appended to a ring by any thread, brought on by one of its own. When no journal can be
 * made on disk, the ring is in this process's memory, smaller and gone with it; all else stays the same.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MAX_MEMORY_RING = 16 << 20;

    private final JournalSetup setup;
    private final JournalCounters counters;
    private final @Nullable JournalFolder folder;
    private final Ring ring;
    private final KafkaSender sender;
    private final Forwarder forwarder;
    private final Thread thread;
    private volatile boolean open = true;
    private volatile long stopAt;

    /** Of an append; logged by the forwarder's thread, for a redirect must not wait for a log. */
    private volatile @Nullable Throwable lastFailure;

    private Journal(JournalSetup setup, JournalCounters counters, @Nullable JournalFolder folder, Ring ring) {
        this.setup = setup;
        this.counters = counters;
        this.folder = folder;
        this.ring = ring;
        sender = new KafkaSender(setup.brokers(), setup.topic(), setup.instance());
        forwarder = new Forwarder(setup, ring, folder, sender, counters);
        thread = Thread.ofPlatform().daemon().name("click-forwarder").unstarted(this::run);
    }

    /** Never fails: without a usable folder the clicks go through memory. */
    static Journal start(JournalSetup setup, JournalCounters counters) {
        Journal journal = open(setup, counters);
        journal.thread.start();
        return journal;
    }

    private static Journal open(JournalSetup setup, JournalCounters counters) {
        JournalFolder folder = null;
        try {
            folder = JournalFolder.own(setup, counters);
            return new Journal(setup, counters, folder, folder.createRing(setup.ringBytes()));
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "No click journal in {}: {}. Clicks go to Kafka through memory: those that are not there yet are"
                            + " lost when this process dies. Mend the cause, or set HOLDFAST_JOURNAL_DIR, and restart.",
                    setup.root(),
                    e.toString());
            closeQuietly(folder);
            int capacity = Math.min(setup.ringBytes(), MAX_MEMORY_RING);
            return new Journal(
                    setup, counters, null, new Ring(ByteBuffer.allocateDirect(capacity + Ring.TRAILER_BYTES)));
        }
    }

    /** Never blocks and never throws. */
    void append(ClickEvent click) {
        counters.recorded.increment();
        try {
            if (!open) {
                counters.dropped(Drop.CLOSED).increment();
            } else if (!ring.append(click)) {
                counters.dropped(Drop.FULL).increment();
            }
        } catch (RuntimeException | Error e) {
            counters.dropped(Drop.FAILED).increment();
            lastFailure = e;
        }
    }

    /** Whether clicks survive the death of this process. */
    boolean isDurable() {
        return folder != null;
    }

    boolean isKafkaAway() {
        return forwarder.isKafkaAway();
    }

    Ring ring() {
        return ring;
    }

    /** Clicks on disk, those of an adopted journal included. */
    long spilledRecords() {
        return (folder == null ? 0 : folder.spill().records())
                + forwarder.orphanage().records();
    }

    long spillLimit() {
        return setup.spillLimit();
    }

    /** Bytes of this reader's own spill files. */
    long spilledBytes() {
        return folder == null ? 0 : folder.spill().bytes();
    }

    private void run() {
        DropLog drops = new DropLog(counters);
        while (open || isWorthWaiting()) {
            try {
                forwarder.round();
                drops.report(lastFailure);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                forwarder.recover(e);
            }
        }
    }

    private boolean isWorthWaiting() {
        boolean hopeless = isDurable() && isKafkaAway();
        return !forwarder.isDrained() && !hopeless && System.nanoTime() - stopAt < 0;
    }

    /** Waits a while for Kafka to take what is here; the rest stays on disk for the next start. */
    @Override
    public void close() {
        stopAt = System.nanoTime() + setup.stopBound().toNanos();
        open = false;
        try {
            thread.join(setup.stopBound().plus(Duration.ofSeconds(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
        if (thread.isAlive()) {
            LOG.error("The click forwarder does not end; its journal stays locked until the process is gone");
            return;
        }
        forwarder.close();
        release();
    }

    private void release() {
        long left = ring.records() + (folder == null ? 0 : folder.spill().records());
        if (left > 0) {
            LOG.warn(
                    "{} clicks are not at Kafka. {}",
                    left,
                    folder == null
                            ? "They are lost: there was no journal"
                            : "They stay in " + folder.path() + ", and the next reader that looks there forwards them");
        }
        if (folder != null) {
            try {
                folder.release(ring);
            } catch (IOException e) {
                LOG.warn("Journal {} could not be closed: {}", folder.path(), e.toString());
            }
        }
    }

    private static void closeQuietly(@Nullable JournalFolder folder) {
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("Journal {} could not be closed: {}", folder.path(), e.toString());
            }
        }
    }
}
