package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.Drop;
import dev.holdfast.reader.click.JournalCounters.Failure;
import java.time.Duration;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings clicks to Kafka, one batch at a time, the spilled ones before those in the ring, and removes them only after
 * Kafka has acknowledged them. A ring that fills up meanwhile is moved to the spill. All in one thread, which never
 * waits for Kafka longer than {@link #TICK} and never ends before it is told to.
 */
final class Forwarder {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** The longest a click waits in an idle journal before it is seen. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Fewer clicks than these wait for company: a request costs Kafka as much as hundreds of clicks. */
    private static final int COMPANY = 1_000;

    /** The longest that clicks wait for company, counted from the batch before. */
    private static final long GATHER_NANOS = Duration.ofMillis(50).toNanos();

    /** With a batch this long on its way, a ring half full is not emptied by Kafka soon enough. */
    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Duration MIN_PAUSE = Duration.ofMillis(250);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(4);
    private static final Duration SPILL_PAUSE = Duration.ofSeconds(1);

    private final Ring ring;
    private final @Nullable SpillQueue spill;
    private final Orphanage orphanage;
    private final KafkaSender sender;
    private final JournalCounters counters;
    private final @Nullable RejectedClicks rejectedClicks;
    private final Pause kafkaPause = new Pause(MIN_PAUSE, MAX_PAUSE);
    private final Pause spillPause = new Pause(SPILL_PAUSE, SPILL_PAUSE);
    private final Pause adoption;
    private @Nullable Flight flight;
    private boolean orphansTurn;
    private long lastTakeOff = System.nanoTime() - GATHER_NANOS;
    private volatile boolean kafkaAway;

    Forwarder(
            JournalSetup setup,
            Ring ring,
            @Nullable JournalFolder folder,
            KafkaSender sender,
            JournalCounters counters) {
        this.ring = ring;
        this.spill = folder == null ? null : folder.spill();
        this.rejectedClicks = folder == null ? null : new RejectedClicks(folder.path());
        this.orphanage = new Orphanage(setup.root(), counters);
        this.sender = sender;
        this.counters = counters;
        this.adoption = new Pause(setup.adoptEvery(), setup.adoptEvery());
    }

    boolean isKafkaAway() {
        return kafkaAway;
    }

    Orphanage orphanage() {
        return orphanage;
    }

    /** One round: takes Kafka's answer, keeps room in the ring, sends the next batch, or waits a little. */
    void round() throws InterruptedException {
        Flight current = flight;
        if (current != null && (current.attempt.await(TICK) || current.isOverdue())) {
            land(current);
        }
        makeRoom();
        if (flight == null) {
            takeOff();
        }
        if (flight == null) {
            Thread.sleep(TICK);
        }
    }

    /** Whether all clicks of this reader are at Kafka. */
    boolean isDrained() {
        return flight == null && ring.records() == 0 && (spill == null || spill.isEmpty());
    }

    /** Stays usable after an error that nobody thought of. */
    void recover(Throwable failure) {
        counters.failures(Failure.INTERNAL).increment();
        LOG.error("The click forwarder failed and goes on", failure);
        flight = null;
        kafkaPause.begin();
    }

    void close() {
        orphanage.close();
    }

    private void takeOff() {
        if (kafkaPause.isOn() || !sender.isIdle() || isGathering()) {
            return;
        }
        ClickSource source = nextSource();
        Batch batch = source == null ? null : source.next();
        if (source != null && batch != null) {
            lastTakeOff = System.nanoTime();
            flight = new Flight(source, batch, sender.send(batch.unsettled()));
        }
    }

    private boolean isGathering() {
        return System.nanoTime() - lastTakeOff < GATHER_NANOS
                && ring.records() < COMPANY
                && (spill == null || spill.isEmpty())
                && orphanage.source() == null;
    }

    /** This reader's own clicks, oldest first, and those of an orphaned journal in turn with the ring. */
    private @Nullable ClickSource nextSource() {
        if (spill != null && !spill.isEmpty()) {
            return spill;
        }
        if (!adoption.isOn() || orphanage.source() != null) {
            adopt();
        }
        orphansTurn = !orphansTurn;
        ClickSource orphans = orphanage.source();
        return orphans != null && (orphansTurn || ring.records() == 0) ? orphans : ring;
    }

    private void adopt() {
        if (!kafkaAway) {
            adoption.begin();
            orphanage.tend();
        }
    }

    private void land(Flight landed) {
        flight = null;
        int rejectedBefore = landed.batch.rejected().size();
        landed.batch.settle(landed.attempt);
        boolean refused = landed.batch.rejected().size() > rejectedBefore;
        if (landed.batch.isSettled()) {
            arrived();
        } else if (!refused) {
            turnedBack(landed.attempt);
        }
        if (landed.batch.isSettled() && !landed.abandoned) {
            remove(landed.source, landed.batch);
        }
    }

    private void arrived() {
        kafkaPause.end();
        if (kafkaAway) {
            kafkaAway = false;
            LOG.info("Kafka takes clicks again");
        }
    }

    /** Kafka is in trouble, or the attempt took too long: what is open stays where it is. */
    private void turnedBack(Attempt attempt) {
        Exception trouble = attempt.trouble();
        counters.failures(cause(trouble)).increment();
        sender.reset();
        kafkaPause.begin();
        if (!kafkaAway) {
            kafkaAway = true;
            LOG.warn(
                    "Kafka does not take clicks, they wait in the journal: {}",
                    trouble == null ? "no answer" : trouble.toString());
        }
    }

    private static Failure cause(@Nullable Exception trouble) {
        return switch (trouble) {
            case null -> Failure.KAFKA_TIMEOUT;
            case TimeoutException e -> Failure.KAFKA_TIMEOUT;
            case AuthenticationException e -> Failure.KAFKA_REFUSED;
            case AuthorizationException e -> Failure.KAFKA_REFUSED;
            default -> Failure.KAFKA_OTHER;
        };
    }

    /** Moves the ring's clicks to the spill when Kafka does not empty the ring soon enough. */
    private void makeRoom() {
        SpillQueue to = spill;
        if (to == null || !ring.isHalfFull() || spillPause.isOn() || !isKafkaSlow(to)) {
            return;
        }
        while (ring.usedBytes() > ring.capacity() / 8) {
            Batch batch = ring.next();
            if (batch == null) {
                return;
            }
            if (!to.append(batch.unsettled())) {
                spillPause.begin();
                return;
            }
            if (flight != null && flight.batch == batch) {
                flight.abandoned = true;
            }
            remove(ring, batch);
        }
    }

    private boolean isKafkaSlow(SpillQueue to) {
        return kafkaAway || !to.isEmpty() || flight != null && flight.age() > SLOW_NANOS;
    }

    /** The batch leaves its place: its clicks are at Kafka, rejected, or, those not settled, in the spill. */
    private void remove(ClickSource from, Batch batch) {
        from.remove(batch);
        counters.forwarded.add(batch.acknowledged());
        if (!batch.rejected().isEmpty()) {
            counters.dropped(Drop.REJECTED).add(batch.rejected().size());
            if (rejectedClicks != null) {
                rejectedClicks.keep(batch.rejected());
            }
        }
    }

    /** A batch on its way to Kafka. */
    private static final class Flight {
        private final ClickSource source;
        private final Batch batch;
        private final Attempt attempt;
        private final long since = System.nanoTime();

        /** Its clicks were moved to the spill meanwhile: whether they arrive now does not matter. */
        private boolean abandoned;

        Flight(ClickSource source, Batch batch, Attempt attempt) {
            this.source = source;
            this.batch = batch;
            this.attempt = attempt;
        }

        long age() {
            return System.nanoTime() - since;
        }

        boolean isOverdue() {
            return age() > KafkaSender.ATTEMPT_BOUND.toNanos();
        }
    }
}
