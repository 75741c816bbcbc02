package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.code.LinkCode;
import dev.holdfast.reader.routing.Decoded;
import dev.holdfast.reader.routing.Guarded;
import dev.holdfast.reader.routing.LinkColumns;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.Lookup;
import dev.holdfast.reader.routing.Position;
import dev.holdfast.reader.routing.Read;
import dev.holdfast.reader.routing.Sources;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One search for a code in the databases: the replicas, then the primary, then whatever is better than no answer.
 * Blocks, within bounds: runs on a virtual thread, once. For that one thread, but for {@link #outOfTime}.
 */
final class Search {
    /** A replica that is further behind is not believed about any link while the primary can be asked. */
    static final Duration LAG_LIMIT = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);
    private static final long STEP = Ticks.of(Duration.ofMillis(300));
    private static final long TOTAL = Ticks.of(Duration.ofMillis(850));
    private static final long TOO_LATE = Ticks.of(Duration.ofMillis(20));
    /** How far a replica may be behind without our knowing, plus what we let pass. */
    private static final long REPLICA_MARGIN = Ticks.of(LAG_LIMIT.plusSeconds(2));
    /** How soon an old entry is looked up again after nobody could be asked. */
    private static final long RETRY = Ticks.of(Duration.ofSeconds(1));

    private final SearchTools tools;
    private final LinkCode code;
    private final RedisReading redis;
    private final Flight flight;
    private final long started;
    private Read ifPrimary = Read.PRIMARY_REPLICA_DOWN;
    private @Nullable CachedLink behind;
    private final List<Guarded> skipped = new ArrayList<>();
    private boolean insisting;

    Search(SearchTools tools, LinkCode code, RedisReading redis, Flight flight, long started) {
        this.tools = tools;
        this.code = code;
        this.redis = redis;
        this.flight = flight;
        this.started = started;
    }

    Landing run() {
        return switch (decode()) {
            case Decoded.Impossible _ -> new Landing(new Resolution.Absent(), Read.NOWHERE, false);
            case Decoded.UnknownEpoch _ -> lastResort();
            case Decoded.Possible(Lookup lookup) -> find(lookup);
        };
    }

    /** A code of an epoch that nobody here has heard of: the primary knows, and while we know no key, a replica may. */
    private Decoded decode() {
        Decoded decoded = tools.keys().decode(code);
        if (decoded instanceof Decoded.UnknownEpoch && tools.keys().isEmpty()) {
            for (Guarded replica : tools.databases().codes().replicas()) {
                decoded = decoded instanceof Decoded.UnknownEpoch ? refresh(replica) : decoded;
            }
        }
        if (decoded instanceof Decoded.UnknownEpoch) {
            flight.depart();
            decoded = refresh(tools.databases().codes().primary());
        }
        return decoded;
    }

    private Decoded refresh(Guarded source) {
        try {
            source.refresh(tools.keys(), limit());
        } catch (SQLException e) {
            passOver(source, e);
        }
        return tools.keys().decode(code);
    }

    private Landing find(Lookup lookup) {
        Sources sources = lookup instanceof Lookup.ByAlias
                ? tools.databases().aliases()
                : tools.databases().codes();
        Landing landing = askAll(sources.replicas(), sources.primary(), lookup);
        if (landing == null && !skipped.isEmpty() && isNothingKnown()) {
            insisting = true;
            landing = askAll(List.copyOf(skipped), sources.primary(), lookup);
        }
        return landing == null ? lastResort() : landing;
    }

    /** The primary is asked last, and once. */
    private @Nullable Landing askAll(List<Guarded> replicas, Guarded primary, Lookup lookup) {
        for (Guarded replica : replicas) {
            Landing landing = replica == primary ? null : askReplica(replica, lookup);
            if (landing != null) {
                return landing;
            }
        }
        return insisting && !skipped.contains(primary) ? null : askPrimary(primary, lookup);
    }

    private boolean isNothingKnown() {
        return behind == null
                && redis.link() == null
                && tools.fallback(code.text()).resolution() instanceof Resolution.Unknown;
    }

    private @Nullable Landing askReplica(Guarded replica, Lookup lookup) {
        boolean departed = flight.hasDeparted();
        LinkReading<CachedLink> reading = ask(replica, lookup);
        if (reading == null) {
            return null;
        }
        Position position = reading.position();
        CachedLink link = reading.link();
        if (link == null) {
            return missing(replica, lookup, position, departed);
        }
        if (!accepts(link, position.settled())) {
            return next(replica, "older", Read.PRIMARY_OLDER);
        }
        if (isBehind(replica, link, position)) {
            behind = behind == null || link.isNewerThan(behind) ? link : behind;
            return next(replica, "lag", Read.PRIMARY_LAG);
        }
        return found(link, position.settled(), Read.REPLICA, started - REPLICA_MARGIN);
    }

    /**
     * What serves as a replica may be the primary: when there is none, or after a failover. Then its "no" counts, but
     * only if nobody joined this search after the question was asked.
     */
    private @Nullable Landing missing(Guarded replica, Lookup lookup, Position position, boolean departed) {
        if (position.isSettled(lookup) || !tools.mechanisms().settled() || position.isLivePrimary() && departed) {
            return absent(lookup, position, Read.REPLICA);
        }
        if (position.isLivePrimary()) {
            flight.depart();
            return askReplica(replica, lookup);
        }
        return next(replica, "unsettled", Read.PRIMARY_UNSETTLED);
    }

    /** Changed links are likely to change again, so they are not believed of a replica that is even a little behind. */
    private boolean isBehind(Guarded replica, CachedLink link, Position position) {
        boolean changed = link.version() != link.id();
        return changed && replica.isLagging()
                || tools.positions().lagOf(position).compareTo(LAG_LIMIT) > 0;
    }

    private @Nullable Landing askPrimary(Guarded primary, Lookup lookup) {
        flight.depart();
        LinkReading<CachedLink> reading = ask(primary, lookup);
        if (reading == null) {
            return null;
        }
        Position position = reading.position();
        CachedLink link = reading.link();
        if (link == null) {
            return position.knowsAbsent(lookup)
                    ? absent(lookup, position, ifPrimary)
                    : next(primary, "cut-off", ifPrimary);
        }
        return accepts(link, position.settled())
                ? found(link, position.settled(), ifPrimary, started)
                : next(primary, "older", ifPrimary);
    }

    /**
     * A source that did not answer a moment ago is left alone: the poll of its position finds out when it is back. So
     * is one that others keep busy. When there is nothing else to answer with, it is asked all the same.
     */
    private @Nullable LinkReading<CachedLink> ask(Guarded source, Lookup lookup) {
        if (!source.isReachable() && !insisting) {
            skipped.add(source);
            return next(source, "down", ifPrimary);
        }
        if (limit().toNanos() < TOO_LATE) {
            return next(source, "late", ifPrimary);
        }
        try {
            return source.find(lookup, LinkColumns.REDIRECT, limit(), insisting ? limit() : Guarded.BURST);
        } catch (SQLException e) {
            if (isBusy(e) && !insisting) {
                skipped.add(source);
            }
            passOver(source, e);
            return null;
        }
    }

    private Duration limit() {
        long left = TOTAL - (Ticks.now() - started);
        return Duration.ofNanos(Math.max(0, Math.min(STEP, left)));
    }

    private boolean accepts(CachedLink link, long position) {
        return tools.shown().accepts(code.text(), link.version(), position);
    }

    /** Notes why this source is passed over. */
    private <T> @Nullable T next(Guarded source, String cause, Read reason) {
        tools.metrics().fallback(source.name(), cause);
        ifPrimary = reason;
        return null;
    }

    private static boolean isBusy(SQLException failure) {
        return Guarded.NO_PLACE.equals(failure.getSQLState());
    }

    private void passOver(Guarded source, SQLException failure) {
        String cause = isBusy(failure) ? "busy" : "down";
        tools.metrics().fallback(source.name(), cause);
        LOG.debug("{} can't tell {}: {}", source.name(), code, failure.toString());
    }

    private Landing found(CachedLink link, long position, Read read, long trueAt) {
        if (redis.isVouchedFor()) {
            tools.redis().fill(code.text(), link, position);
        }
        return Landing.found(tools.cache().merge(code.text(), link, position, started, trueAt), read);
    }

    private Landing absent(Lookup lookup, Position position, Read read) {
        boolean lasting = position.isSettled(lookup);
        if (lasting) {
            tools.cache().putAbsent(code.text(), started);
        }
        return new Landing(new Resolution.Absent(), read, !lasting);
    }

    /** Nobody knows for certain: what was shown before, or is known to be no older, is better than no answer. */
    private Landing lastResort() {
        CachedLink remembered = ofRedis();
        if (remembered != null && (behind == null || remembered.isNewerThan(behind))) {
            return remember(remembered, redisPosition(), Read.REDIS_LAST_RESORT);
        }
        if (behind != null) {
            return remember(behind, -1, Read.REPLICA_LAGGING);
        }
        return fallback();
    }

    /** The answer when time is up and the databases are still being asked. May be called by any thread. */
    Landing outOfTime() {
        CachedLink remembered = ofRedis();
        return remembered == null
                ? tools.fallback(code.text())
                : remember(remembered, redisPosition(), Read.REDIS_LAST_RESORT);
    }

    /** What Redis said, though nobody vouches for it; null when it may be older than what was shown. */
    private @Nullable CachedLink ofRedis() {
        CachedLink link = redis.link();
        return link != null && accepts(link, redisPosition()) ? link : null;
    }

    private long redisPosition() {
        return Math.max(redis.beat(), redis.applied());
    }

    private Landing remember(CachedLink link, long position, Read read) {
        return Landing.found(tools.cache().merge(code.text(), link, position, started, Ticks.NEVER), read);
    }

    /** What there is without any answer at all. */
    private Landing fallback() {
        tools.cache().retryAt(code.text(), Ticks.now() + RETRY);
        return tools.fallback(code.text());
    }
}
