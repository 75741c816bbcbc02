package dev.holdfast.drills.probe;

import dev.holdfast.drills.probe.Sample.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that come at a given rate whatever the platform does, independently of each other (exponential gaps): those
 * who follow links made before, those who make new ones, and those who follow a new one the moment it is there.
 */
public final class Probes implements AutoCloseable {
    private final Visitor visitor;
    private final Creator creator;
    private final Clock clock;
    private final String run;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Thread> arrivals;
    private final List<Map.Entry<String, String>> old;
    private volatile boolean over;

    /**
     * @param run a word that all targets of new links contain
     * @param old targets by code of links that are there
     * @param rate redirects of old links a second; a fifth as many links are made
     * @param patience of who makes links
     */
    public Probes(
            Visitor visitor,
            Api api,
            Ledger ledger,
            Clock clock,
            String run,
            Map<String, String> old,
            double rate,
            Duration patience) {
        this.visitor = visitor;
        this.creator = new Creator(api, ledger, clock, patience);
        this.clock = clock;
        this.run = run;
        this.old = List.copyOf(old.entrySet());
        this.arrivals = List.of(
                Thread.ofPlatform().name("redirects").unstarted(() -> arrive(rate, this::followOld)),
                Thread.ofPlatform().name("creates").unstarted(() -> arrive(rate / 5, this::create)));
    }

    private interface Client {
        void come(long due, long number);
    }

    public void start() {
        arrivals.forEach(Thread::start);
    }

    private void arrive(double rate, Client client) {
        SplittableRandom random = new SplittableRandom();
        long due = clock.now();
        for (long number = 0; !over; number++) {
            due += (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
            for (long wait = due - clock.now(); wait > 0 && !over; wait = due - clock.now()) {
                LockSupport.parkNanos(Math.min(wait, 100_000_000));
            }
            long at = due;
            long which = number;
            if (!over) {
                clients.execute(() -> client.come(at, which));
            }
        }
    }

    private void followOld(long due, long number) {
        Map.Entry<String, String> link = old.get((int) (number % old.size()));
        samples.add(visitor.follow(Kind.OLD, link.getKey(), link.getValue(), due));
    }

    private void create(long due, long number) {
        String target = target(run, number);
        Sample created = creator.create(target, due);
        samples.add(created);
        if (created.ok()) {
            samples.add(visitor.follow(Kind.FRESH, created.code(), target, created.end()));
        }
    }

    /** Where a link of a run leads. */
    public static String target(String run, long number) {
        return "https://example.com/" + run + "/" + number;
    }

    /** All that is over by now, in no order. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Nobody comes any more; waits for those who are there. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : arrivals) {
            thread.join();
        }
        clients.shutdown();
        clients.awaitTermination(3, TimeUnit.MINUTES);
    }
}
