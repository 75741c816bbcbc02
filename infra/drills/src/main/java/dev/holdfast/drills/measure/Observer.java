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

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String MOST_WAITING = "most-clicks-waiting";
    private static final String DRAIN = "drain-s";

    /** @param clicks that wait; -1 when nobody could tell */
    private record Depth(long time, long clicks) {}

    private final List<Depth> depths = new CopyOnWriteArrayList<>();
    private final List<Integer> primaries = new CopyOnWriteArrayList<>();
    private final Every queues;
    private final Every servers;

    /** @param countsPrimaries whether to ask the Postgres servers, which takes time from the machine */
    public Observer(Target target, Queue queue, Clock clock, boolean countsPrimaries) {
        queues = Every.start(PAUSE, "queue", () -> depths.add(new Depth(clock.now(), queue.depth())));
        servers = Every.start(PAUSE, "primaries", () -> {
            if (countsPrimaries) {
                primaries.add(target.primaries());
            }
        });
    }

    /** What can be measured by it. */
    public static Set<String> names() {
        return Set.of(MOST_WAITING, DRAIN, TWO_PRIMARIES);
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
                MOST_WAITING,
                after.stream().mapToDouble(Depth::clicks).max().orElse(0));
        measures.put(
                DRAIN,
                after.stream()
                        .filter(depth -> depth.time() > window.restore() && Queue.isDrained(depth.clicks()))
                        .mapToDouble(depth -> (depth.time() - window.restore()) / 1e9)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY));
        if (!primaries.isEmpty()) {
            measures.put(TWO_PRIMARIES, (double)
                    primaries.stream().filter(count -> count > 1).count());
        }
        return measures;
    }
}
