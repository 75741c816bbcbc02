package dev.holdfast.drills.measure;

import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.probe.Clock;
import dev.holdfast.drills.verify.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks at the click queue, and at how many Postgres servers take writes, while a drill goes on. */
public final class Observer implements AutoCloseable {
    /** Asked only of drills that have a budget of it. */
    public static final String TWO_PRIMARIES = "two-primaries";

    /** The longest time in which nobody could tell how many there were. */
    public static final String UNSEEN = "primaries-unseen-s";

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String MOST_WAITING = "most-clicks-waiting";
    private static final String DRAIN = "drain-s";

    /** @param clicks that wait; -1 when nobody could tell */
    private record Depth(long time, long clicks) {}

    /** One that failed is none. */
    private record Look(long time, int primaries) {}

    private final List<Depth> depths = new CopyOnWriteArrayList<>();
    private final boolean countsPrimaries;
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final Every queues;
    private final Every servers;

    /** @param countsPrimaries whether to ask the Postgres servers, which takes time from the machine */
    public Observer(Target target, Queue queue, Clock clock, boolean countsPrimaries) {
        this.countsPrimaries = countsPrimaries;
        queues = Every.start(PAUSE, "queue", () -> depths.add(new Depth(clock.now(), queue.depth())));
        servers = Every.start(PAUSE, "primaries", () -> {
            if (countsPrimaries) {
                int primaries = target.primaries();
                looks.add(new Look(clock.now(), primaries));
            }
        });
    }

    /** What can be measured by it. */
    public static Set<String> names() {
        return Set.of(MOST_WAITING, DRAIN, TWO_PRIMARIES, UNSEEN);
    }

    @Override
    public void close() {
        queues.close();
        servers.close();
    }

    /** Call it after {@link #close}. */
    public Map<String, Double> measures(Window window) {
        Map<String, Double> measures = new TreeMap<>();
        List<Depth> after =
                depths.stream().filter(depth -> depth.time() > window.fault()).toList();
        measures.put(
                MOST_WAITING, after.stream().mapToDouble(Depth::clicks).max().orElse(0));
        measures.put(
                DRAIN,
                after.stream()
                        .filter(depth -> depth.time() > window.restore() && Queue.isDrained(depth.clicks()))
                        .mapToDouble(depth -> (depth.time() - window.restore()) / 1e9)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY));
        if (countsPrimaries) {
            measures.put(TWO_PRIMARIES, (double)
                    looks.stream().filter(look -> look.primaries() > 1).count());
            measures.put(UNSEEN, unseen(looks.stream().map(Look::time).toList(), window));
        }
        return measures;
    }

    /** The longest time between two looks, in order, or from the fault to the first, or from the last to the end. */
    static double unseen(List<Long> looks, Window window) {
        long last = window.fault();
        long longest = 0;
        for (long look : looks) {
            longest = Math.max(longest, Math.min(look, window.end()) - last);
            last = Math.max(last, look);
        }
        return Math.max(longest, window.end() - last) / 1e9;
    }
}
