package dev.holdfast.drills.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the platform has promised the clients: links acknowledged, redirects answered. Safe for use by many threads. */
public final class Ledger {
    /** Clicks of a link: those surely counted, and those that may be, since no redirect came back. */
    public record Clicks(AtomicInteger answered, AtomicInteger unsure) {
        private Clicks() {
            this(new AtomicInteger(), new AtomicInteger());
        }
    }

    private final Map<String, String> targets = new ConcurrentHashMap<>();
    private final Map<String, Clicks> clicks = new ConcurrentHashMap<>();
    private final List<String> clashes = new CopyOnWriteArrayList<>();
    private volatile boolean promising = true;

    /** A link was acknowledged: from now on it must be there. */
    public void acknowledge(String code, String target) {
        if (!promising) {
            return;
        }
        String known = targets.putIfAbsent(code, target);
        if (known != null && !known.equals(target)) {
            clashes.add(code + " was given to " + known + " and to " + target);
        }
    }

    /** What is acknowledged from now on may be lost: somebody will go back to this moment. */
    public void promiseNoMore() {
        promising = false;
    }

    void clicked(String code, boolean answered) {
        Clicks of = clicks.computeIfAbsent(code, any -> new Clicks());
        (answered ? of.answered() : of.unsure()).incrementAndGet();
    }

    /** Targets by code. */
    public Map<String, String> targets() {
        return Map.copyOf(targets);
    }

    /** Of the links that were promised. */
    public Map<String, Clicks> clicks() {
        Map<String, Clicks> promised = new HashMap<>(clicks);
        promised.keySet().retainAll(targets.keySet());
        return promised;
    }

    /** Codes that were acknowledged for two different links. */
    public List<String> clashes() {
        return List.copyOf(clashes);
    }
}
