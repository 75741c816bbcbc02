package dev.holdfast.reader.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases, as one kind of work may use them. Safe for use by several threads. */
public final class Sources {
    private static final Comparator<Guarded> BEST_FIRST =
            Comparator.comparing((Guarded source) -> !source.isReachable()).thenComparing(Guarded::isLagging);

    private final Guarded primary;
    private final List<Guarded> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    Sources(Guarded primary, List<Guarded> replicas) {
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
    }

    public Guarded primary() {
        return primary;
    }

    /** The replicas, those first that answer and are not behind; equals take turns. */
    public List<Guarded> replicas() {
        if (replicas.size() == 1) {
            return replicas;
        }
        List<Guarded> order = new ArrayList<>(replicas);
        Collections.rotate(order, turn.getAndIncrement());
        order.sort(BEST_FIRST);
        return order;
    }
}
