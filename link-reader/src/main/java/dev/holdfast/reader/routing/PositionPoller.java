package dev.holdfast.reader.routing;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every database several times a second how far it is, so that no redirect ever waits for that, and a database
 * that went away or came back is noticed without traffic.
 */
@Context
final class PositionPoller {
    private static final Logger LOG = LoggerFactory.getLogger(PositionPoller.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    /** While the listener waits for an answer. */
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(10);

    private static final Duration LIMIT = Duration.ofMillis(300);
    /** How often the primary is asked for keys: far more often than an epoch's last ten million ids take. */
    private static final int KEYS_EVERY = 4;
    /** How long a start waits for a database; without one, what Redis has is worth serving. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

    private final Databases databases;
    private final KeyRing keys;
    private final ShownVersions shown;
    private final ReadMetrics metrics;
    /** Open once a database has answered, or nobody waits for that any more. */
    private final CountDownLatch awaited = new CountDownLatch(1);

    private final CountDownLatch stopped = new CountDownLatch(1);

    PositionPoller(Databases databases, KeyRing keys, ShownVersions shown, ReadMetrics metrics) {
        this.databases = databases;
        this.keys = keys;
        this.shown = shown;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        for (Database database : databases.all()) {
            Thread.ofVirtual().name("position-of-" + database.name()).start(() -> follow(database));
        }
    }

    /**
     * The listener opens after this. Balancers send requests as soon as they can connect, and a reader that has reached
     * no database yet would answer 503 where its neighbours answer.
     */
    @EventListener
    void awaitFirstAnswer(StartupEvent event) throws InterruptedException {
        if (!awaited.await(FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("no database answered within {} s: serving what Redis has", FIRST_ANSWER.toSeconds());
            awaited.countDown();
        }
    }

    private void follow(Database database) {
        try {
            int round = 0;
            do {
                poll(database, round++);
            } while (!stopped.await(interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration interval() {
        return awaited.getCount() == 0 ? INTERVAL : FIRST_INTERVAL;
    }

    /** A failure is noted where it happens, in the database's own state. */
    private void poll(Database database, int round) {
        try {
            metrics.lag(database, database.poll(LIMIT, databases.primary().isReachable()));
            boolean due = database == databases.primary() && round % KEYS_EVERY == 0;
            if (due || keys.isEmpty()) {
                keys.refresh(database, LIMIT);
            }
            if (!keys.isEmpty()) {
                awaited.countDown();
            }
        } catch (SQLException _) {
            // the next round asks again
        }
        if (database == databases.primary()) {
            shown.sweep(databases.settledEverywhere());
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }
}
