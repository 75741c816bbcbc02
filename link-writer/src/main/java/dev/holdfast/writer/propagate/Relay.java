package dev.holdfast.writer.propagate;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.writer.propagate.Outbox.Row;
import dev.holdfast.writer.propagate.Outbox.State;
import dev.holdfast.writer.propagate.SharedCache.CacheState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies committed changes to Redis, whoever made them, and keeps the position and the beat there. For one thread, in
 * one writer at a time; {@link RelayLoop} sees to that.
 *
 * <p>The position in Redis is the truth, and what is remembered here only a belief: it is moved by compare-and-set, so
 * a Redis that restarted empty, or a promoted one that lost the last writes, is noticed, and the relay goes on from
 * what that Redis says. A belief lasts no longer than its connection: changes that one server took and lost must not be
 * counted as done by the next, whose position may be the same. When it says nothing, or something the outbox does not
 * reach back to, or comes from another history of the database, Redis is emptied and starts at {@code settled}: nothing
 * in it is then older than that.
 *
 * <p>Changes are applied as soon as they are seen, while the position only moves to {@code settled}, below which no
 * change can turn up any more. A row that stands for many links counts by the lowest of their numbers: once that is
 * settled its transaction has ended, and all its links are applied before the position passes the first of them. What
 * is applied above the position is remembered, so it is not applied again and again; so is what the writes of this
 * writer brought on the same connection before they were answered.
 */
class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int ROWS_IN_A_TURN = 20_000;
    private static final int LINKS_IN_A_TURN = 20_000;
    private static final int LINKS_AT_ONCE = 1_000;
    private static final Duration REDIS_WAIT = Duration.ofSeconds(2);
    private static final String UNKNOWN = "unknown";

    private final Supplier<Optional<SharedCache>> redis;
    private final Outbox outbox;
    private final Set<Long> ahead = new HashSet<>();
    private @Nullable SharedCache cache;
    private String position = UNKNOWN;
    private long lastAdvance;
    private volatile Progress progress = Progress.NONE;

    /** @param redis gives the same object as long as it is the same connection */
    Relay(Supplier<Optional<SharedCache>> redis, Outbox outbox) {
        this.redis = redis;
        this.outbox = outbox;
    }

    /** Brings Redis up to date, as far as one turn gets. */
    void turn(Connection connection) throws SQLException {
        Optional<SharedCache> current = redis.get();
        if (current.isEmpty() || !current.get().equals(cache)) {
            forget();
        }
        if (current.isPresent()) {
            cache = current.get();
            turn(connection, cache);
        }
    }

    private void turn(Connection connection, SharedCache cache) throws SQLException {
        try {
            State state = outbox.state(connection);
            if (position.equals(UNKNOWN)) {
                learnPosition(cache, state);
            }
            if (!position.equals(UNKNOWN)) {
                advance(connection, cache, state);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Redis does not take changes now", e);
            forget();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets what Redis was believed to have. */
    void forget() {
        position = UNKNOWN;
        ahead.clear();
        progress = Progress.NONE;
    }

    /** How far it is; for metrics, from any thread. */
    Progress progress() {
        return progress;
    }

    private void learnPosition(SharedCache cache, State state)
            throws ExecutionException, TimeoutException, InterruptedException {
        CacheState found = get(cache.state());
        Timeline theirs = Timeline.parse(found.timeline()).orElse(null);
        if (theirs != null && theirs.isAfter(state.timeline())) {
            LOG.warn("Redis has changes of a later primary ({}): this one ({}) is cut off", theirs, state.timeline());
        } else if (state.timeline().equals(theirs) && reaches(found.applied(), state)) {
            position = found.applied();
        } else {
            LOG.info("emptying Redis, which was at '{}' of '{}'", found.applied(), found.timeline());
            String now = get(cache.reset(
                    found.applied(), state.position(), state.timeline().text()));
            position = now.equals(state.position()) ? now : UNKNOWN;
        }
        // Answers come in the order of the commands: all of this was brought before, perhaps to what is gone.
        List<Long> _ = cache.takeConfirmed();
    }

    /** Whether all changes from there on are in the outbox. */
    private static boolean reaches(String applied, State state) {
        return !applied.isEmpty()
                && applied.compareTo(CacheKeys.position(state.floor())) >= 0
                && applied.compareTo(state.position()) <= 0;
    }

    private void advance(Connection connection, SharedCache cache, State state)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        long from = Long.parseLong(position);
        List<Row> rows = outbox.above(connection, from, ROWS_IN_A_TURN);
        ahead.addAll(cache.takeConfirmed());
        List<Row> turn = inOneTurn(rows);
        apply(connection, cache, turn);
        boolean all = turn.size() == rows.size() && rows.size() < ROWS_IN_A_TURN;
        long next =
                all ? state.settled() : Math.min(state.settled(), turn.getLast().version());
        move(cache, Math.max(from, next), all && state.live());
        progress = new Progress(next, state.settled() - next);
    }

    /** The first of these rows, up to so many links that are still to be brought. */
    private List<Row> inOneTurn(List<Row> rows) {
        int end = 0;
        for (long links = 0; end < rows.size() && links < LINKS_IN_A_TURN; end++) {
            Row row = rows.get(end);
            links += ahead.contains(row.version()) ? 0 : row.links();
        }
        return rows.subList(0, end);
    }

    private void apply(Connection connection, SharedCache cache, List<Row> rows)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        List<Row> fresh =
                rows.stream().filter(row -> !ahead.contains(row.version())).toList();
        Set<Long> single = new TreeSet<>();
        for (Row row : fresh) {
            if (row.links() == 1) {
                single.add(row.first());
            } else {
                applyCreated(connection, cache, row);
            }
        }
        List<Long> left = List.copyOf(single);
        for (int i = 0; i < left.size(); i += LINKS_AT_ONCE) {
            List<Long> some = left.subList(i, Math.min(left.size(), i + LINKS_AT_ONCE));
            get(cache.setIfNewer(outbox.links(connection, some)));
        }
        fresh.forEach(row -> ahead.add(row.version()));
    }

    private void applyCreated(Connection connection, SharedCache cache, Row row)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        for (long first = row.first(); first <= row.last(); first += LINKS_AT_ONCE) {
            long last = Math.min(row.last(), first + LINKS_AT_ONCE - 1);
            get(cache.setIfNewer(outbox.links(connection, first, last)));
        }
    }

    private void move(SharedCache cache, long to, boolean beat)
            throws ExecutionException, TimeoutException, InterruptedException {
        String next = CacheKeys.position(to);
        boolean due = System.nanoTime() - lastAdvance >= CacheKeys.BEAT_INTERVAL.toNanos();
        if (next.equals(position) && !due) {
            return;
        }
        String now = get(cache.advance(position, next, beat));
        lastAdvance = System.nanoTime();
        if (now.equals(next)) {
            position = next;
            ahead.removeIf(version -> version <= to);
        } else {
            LOG.info("Redis was believed to be at '{}' and is at '{}'", position, now);
            forget();
        }
    }

    private static <T> T get(CompletableFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(REDIS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * How far the relay is.
     *
     * @param position every change numbered at or below it is, or was once, in Redis; negative when not known
     * @param behind numbers between it and {@code settled}
     */
    record Progress(long position, long behind) {
        static final Progress NONE = new Progress(-1, -1);
    }
}
