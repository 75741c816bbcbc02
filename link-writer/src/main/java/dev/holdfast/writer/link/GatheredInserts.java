package dev.holdfast.writer.link;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.DatabaseException;
import dev.holdfast.writer.database.Deadline;
import dev.holdfast.writer.database.Transactions;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Inserts single links. A link goes at once while few are under way; those that come meanwhile wait for one of these
 * transactions to end, and then go together in the next.
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
    private final DistributionSummary sizes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore lanes = new Semaphore(LANES);

    GatheredInserts(Transactions transactions, LinkInserts inserts, MeterRegistry metrics) {
        this.transactions = transactions;
        this.inserts = inserts;
        this.sizes = DistributionSummary.builder("holdfast.create.gathered")
                .description("Links created one by one that went into one transaction")
                .register(metrics);
    }

    /** Inserts the link; empty when its alias is taken. */
    Optional<LinkRow> insert(LinkDraft draft) {
        Deadline deadline = transactions.deadline();
        if (draft.alias() != null) {
            return alone(draft, deadline);
        }
        Waiting link = new Waiting(draft, deadline, new CompletableFuture<>());
        queue.add(link);
        insertNext();
        Optional<LinkRow> inserted = await(link);
        return inserted.isPresent() ? inserted : alone(draft, deadline);
    }

    private Optional<LinkRow> alone(LinkDraft draft, Deadline deadline) {
        return transactions.write(
                transaction -> inserts.insert(transaction, List.of(draft)).getFirst(), deadline);
    }

    /** Does nothing when all lanes are taken: whoever leaves one looks for those who came meanwhile. */
    private void insertNext() {
        if (!lanes.tryAcquire()) {
            return;
        }
        try {
            insertTogether(takeSome());
        } finally {
            lanes.release();
        }
        if (!queue.isEmpty()) {
            Thread.ofVirtual().name("gathered-inserts").start(this::insertNext);
        }
    }

    private List<Waiting> takeSome() {
        List<Waiting> links = new ArrayList<>();
        while (links.size() < LINKS_AT_ONCE && queue.poll() instanceof Waiting link) {
            links.add(link);
        }
        return links;
    }

    private void insertTogether(List<Waiting> links) {
        if (links.isEmpty()) {
            return;
        }
        sizes.record(links.size());
        try {
            List<LinkDraft> drafts = links.stream().map(Waiting::draft).toList();
            Deadline first = links.getFirst().deadline();
            transactions
                    .writeOnce(transaction -> inserts.insert(transaction, drafts), first)
                    .ifPresent(rows -> answer(links, rows));
        } catch (DatabaseException _) {
            // one of them is refused: alone, each finds out whether it is the one
        } catch (RuntimeException e) {
            links.forEach(link -> link.inserted().completeExceptionally(e));
        } finally {
            links.forEach(link -> link.inserted().complete(Optional.empty()));
        }
    }

    private static void answer(List<Waiting> links, List<Optional<LinkRow>> rows) {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).inserted().complete(rows.get(i));
        }
    }

    /** What came of the link; empty when it was not inserted, and is to go alone. */
    private Optional<LinkRow> await(Waiting link) {
        try {
            waitSome(link);
            boolean untouched = !link.inserted().isDone() && queue.remove(link);
            return untouched ? Optional.empty() : link.inserted().get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "This instance is stopping; look, or try again.");
        }
    }

    private static void waitSome(Waiting link) throws InterruptedException {
        try {
            Optional<LinkRow> _ = link.inserted().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // the caller looks what came of it
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }

    /**
     * A link that waits.
     *
     * @param inserted the row once it has committed; empty when nothing was done
     */
    private record Waiting(LinkDraft draft, Deadline deadline, CompletableFuture<Optional<LinkRow>> inserted) {}
}
