package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.code.LinkCode;
import dev.holdfast.reader.routing.Decoded;
import dev.holdfast.reader.routing.Read;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the link of a code: in memory, then in Redis, then in the databases. Never blocks, and every answer comes
 * within a second. Safe for use by several threads.
 */
@Singleton
public final class LinkResolver {
    private static final Logger LOG = LoggerFactory.getLogger(LinkResolver.class);
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private final LocalCache cache;
    private final Coverage coverage;
    private final Flights flights;
    private final RedisLinks redis;
    private final SearchTools tools;
    private final ExecutorService blocking;

    LinkResolver(
            LocalCache cache,
            Coverage coverage,
            Flights flights,
            RedisLinks redis,
            SearchTools tools,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.cache = cache;
        this.coverage = coverage;
        this.flights = flights;
        this.redis = redis;
        this.tools = tools;
        this.blocking = blocking;
    }

    /** What is known of this code without asking anyone; null when somebody must be asked. */
    public @Nullable Resolution known(String code) {
        Entry entry = cache.get(code);
        if (entry == null) {
            return null;
        }
        long now = Ticks.now();
        return switch (Freshness.of(entry, coverage, now)) {
            case FRESH -> answer(entry, Read.LOCAL);
            case SOFT -> {
                refresh(code, entry, now);
                yield answer(entry, Read.LOCAL);
            }
            case HARD -> now < entry.retryAt() ? answer(entry, Read.LOCAL_STALE) : null;
        };
    }

    /**
     * The link of this code when it is in memory, fresh, plain, and to be followed now. Counts as a read only if it is
     * returned: for everything else there is {@link #known}.
     *
     * @param millis now, since the epoch
     */
    public @Nullable CachedLink inMemory(String code, long millis) {
        Entry entry = cache.get(code);
        if (entry == null
                || !(entry.resolution() instanceof Resolution.Found(CachedLink link))
                || !link.redirectsAt(millis)
                || !link.hasPlainTarget()
                || Freshness.of(entry, coverage, Ticks.now()) != Freshness.FRESH) {
            return null;
        }
        tools.metrics().count(Read.LOCAL);
        return link;
    }

    private Resolution answer(Entry entry, Read read) {
        tools.metrics().count(read);
        return entry.resolution();
    }

    private void refresh(String code, Entry entry, long now) {
        if (now >= entry.retryAt()) {
            LinkCode.parse(code).ifPresent(parsed -> flights.refresh(code, flight -> start(parsed, flight)));
        }
    }

    /** What is known of this code, whoever knows it. Never fails. */
    public CompletableFuture<Resolution> resolve(String text) {
        Optional<LinkCode> code = LinkCode.parse(text);
        if (code.isEmpty() || isImpossible(code.get())) {
            tools.metrics().count(Read.NOWHERE);
            return CompletableFuture.completedFuture(new Resolution.Absent());
        }
        return flights.join(text, flight -> startUnlessKnown(code.get(), flight));
    }

    private boolean isImpossible(LinkCode code) {
        return tools.keys().decode(code) instanceof Decoded.Impossible;
    }

    /** The search that this request just missed may have ended between its look into memory and now. */
    private void startUnlessKnown(LinkCode code, Flight flight) {
        Entry entry = cache.get(code.text());
        if (entry != null && Freshness.of(entry, coverage, Ticks.now()) == Freshness.FRESH) {
            flights.land(code.text(), flight, new Landing(entry.resolution(), Read.LOCAL, false));
        } else {
            start(code, flight);
        }
    }

    private void start(LinkCode code, Flight flight) {
        long started = Ticks.now();
        redis.find(code.text()).thenAccept(reading -> {
            CachedLink link = reading.link();
            if (link != null && isTrusted(code, link, reading)) {
                Resolution.Found found = cache.merge(code.text(), link, reading.beat(), started, started);
                flights.land(code.text(), flight, Landing.found(found, Read.REDIS));
            } else {
                search(code, reading, flight, started);
            }
        });
    }

    private boolean isTrusted(LinkCode code, CachedLink link, RedisReading reading) {
        if (!reading.isVouchedFor()) {
            tools.metrics().fallback("redis", "no-beat");
            return false;
        }
        boolean accepted = tools.shown().accepts(code.text(), link.version(), reading.beat());
        if (!accepted) {
            tools.metrics().fallback("redis", "older");
        }
        return accepted;
    }

    /** Lands the flight in any case: with a failed search, or one that takes too long, too. */
    private void search(LinkCode code, RedisReading reading, Flight flight, long started) {
        Search search = new Search(tools, code, reading, flight, started);
        CompletableFuture<Void> bell = new CompletableFuture<>();
        bell.thenRun(() -> flight.land(search.outOfTime()));
        bell.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        flight.landing().thenRun(() -> bell.cancel(false));
        blocking.execute(() -> {
            Landing landing = tools.fallback(code.text());
            try {
                landing = search.run();
            } catch (RuntimeException e) {
                LOG.error("the search for {} failed", code, e);
            } finally {
                flights.land(code.text(), flight, landing);
            }
        });
    }
}
