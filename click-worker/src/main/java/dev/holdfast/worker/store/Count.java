package dev.holdfast.worker.store;

/** A counter of clicks, and of those by bots. Not thread-safe. */
final class Count {
    private long clicks;
    private long bots;
    private long visitors;

    void add(Click click) {
        clicks++;
        if (click.client().bot()) {
            bots++;
        }
    }

    void addVisitor() {
        visitors++;
    }

    long clicks() {
        return clicks;
    }

    long bots() {
        return bots;
    }

    long visitors() {
        return visitors;
    }
}
