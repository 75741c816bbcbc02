package dev.holdfast.writer.database;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log once that the primary went away, and once that it is back, however often it was tried. For one thread.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String who;
    private boolean away;
    private long since;

    /** @param who tries, as the log names it */
    Outage(String who) {
        this.who = who;
    }

    void failed(Exception why) {
        if (away) {
            LOG.debug("{}: the primary is still away", who, why);
        } else {
            away = true;
            since = System.nanoTime();
            LOG.warn("{}: the primary is away: {}", who, why.getMessage());
        }
    }

    void answered() {
        if (away) {
            away = false;
            Duration length = Duration.ofNanos(System.nanoTime() - since);
            LOG.info("{}: the primary is back, after {} ms", who, length.toMillis());
        }
    }
}
