package dev.holdfast.writer.link;

import dev.holdfast.writer.database.DatabaseException;
import dev.holdfast.writer.database.Deadline;
import dev.holdfast.writer.database.Transactions;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Inserts single links without making their requests' threads wait. A link goes at once while few are under way; those
 * that come meanwhile wait for one of these transactions to end, and then go together in the next.
 *
 * <p>Only links without an alias are gathered: their inserts wait for no lock that another transaction could hold, so
 * none holds up the others. When their transaction is rolled back, or none takes them soon, each goes alone, with what
 * is left of its own deadline: a primary that is away, or one link it can't take, is met as without gathering.
 */
@Singleton
class GatheredInserts {
    /** Transactions at the same time: with fewer they are larger, and a link waits longer for its own. */
    private static final int LANES = 2;

    private static final int LINKS_AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Transactions transactions;
    private final LinkInserts inserts;
    private final ExecutorService blocking;
    private final DistributionSummary sizes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore lanes = new Semaphore(LANES);

    /** Threads of the system: they wait for little but the database, and a virtual one takes more CPU to do that. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            LANES, Thread.ofPlatform().daemon().name("gathered-inserts-", 1).factory());

    GatheredInserts(
            Transactions transactions,
            LinkInserts inserts,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.inserts = inserts;
        this.blocking = blocking;
        this.sizes = DistributionSummary.builder("holdfast.create.gathered")
                .description("Links created one by one that went into one transaction")
                .register(metrics);
    }

    /** Inserts the link; empty when its alias is taken. Returns at once. */
    CompletableFuture<Optional<LinkRow>> insert(LinkDraft draft) {
        Waiting link = new Waiting(draft, transactions.deadline(), System.nanoTime(), new CompletableFuture<>());
        if (draft.alias() == null) {
            queue.add(link);
            insertNext();
        } else {
            insertAlone(link);
        }
        return link.inserted();
    }

    private void insertAlone(Waiting link) {
        link.inserted().completeAsync(() -> alone(link), blocking);
    }

    private Optional<LinkRow> alone(Waiting link) {
        return transactions.write(
                transaction ->
                        inserts.insert(transaction, List.of(link.draft())).getFirst(),
                link.deadline());
    }

    /** Does nothing when all lanes are taken: whoever leaves one looks for those who came meanwhile. */
    private void insertNext() {
        if (!queue.isEmpty() && lanes.tryAcquire()) {
            threads.execute(this::insertUntilNoneWaits);
        }
    }

    private void insertUntilNoneWaits() {
        try {
            while (!queue.isEmpty()) {
                insertTogether(takeSome());
            }
        } finally {
            lanes.release();
            insertNext();
        }
    }

    private List<Waiting> takeSome() {
        List<Waiting> links = new ArrayList<>(LINKS_AT_ONCE);
        while (links.size() < LINKS_AT_ONCE && queue.poll() instanceof Waiting link) {
            links.add(link);
        }
        return links;
    }

    /** Whatever happens, each link's request gets its answer: nobody else knows of these links any more. */
    private void insertTogether(List<Waiting> links) {
        if (links.isEmpty()) {
            return;
        }
        try {
            sizes.record(links.size());
            List<LinkDraft> drafts = links.stream().map(Waiting::draft).toList();
            Deadline first = links.getFirst().deadline();
            transactions
                    .writeOnce(transaction -> inserts.insert(transaction, drafts), first)
                    .ifPresentOrElse(rows -> answer(links, rows), () -> links.forEach(this::insertAlone));
        } catch (DatabaseException _) {
            links.forEach(this::insertAlone); // one of them is refused: alone, each finds out whether it is the one
        } catch (RuntimeException e) {
            fail(links, e);
        } catch (Error e) {
            fail(links, e);
            throw e;
        }
    }

    private static void fail(List<Waiting> links, Throwable failure) {
        links.forEach(link -> link.inserted().completeExceptionally(failure));
    }

    private static void answer(List<Waiting> links, List<Optional<LinkRow>> rows) {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).inserted().complete(rows.get(i));
        }
    }

    /** Those at the head have waited longest. */
    @Scheduled(fixedDelay = "50ms")
    void insertImpatientAlone() {
        while (queue.peek() instanceof Waiting link && link.isImpatient() && queue.remove(link)) {
            insertAlone(link);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    /**
     * A link that waits.
     *
     * @param since in nanoseconds
     * @param inserted the row once it has committed
     */
    private record Waiting(
            LinkDraft draft, Deadline deadline, long since, CompletableFuture<Optional<LinkRow>> inserted) {
        boolean isImpatient() {
            return System.nanoTime() - since >= PATIENCE.toNanos();
        }
    }
}
