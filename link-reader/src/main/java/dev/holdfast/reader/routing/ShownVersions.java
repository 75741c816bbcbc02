package dev.holdfast.reader.routing;

import dev.holdfast.model.cache.CachedLink;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a reader never turns back: it keeps each changed link that it has shown, or heard of, until every database has
 * passed that version, whatever the cache in front has evicted. Links that were never changed can't turn back.
 *
 * <p>What a source says of a link is accepted when its version is not below the kept one, or when the source's position
 * is at or above the kept version (then the kept version is one that a failover lost). Invariant: every version that
 * was shown is kept here or is at or below {@link #forgotten}, and a source that stands below that number is not
 * believed about older versions at all; so a replica that comes back at an older position than it had can't do harm
 * either.
 *
 * <p>Safe for use by several threads; never blocks.
 */
@Singleton
public final class ShownVersions {
    /**
     * How long after the last database has passed a version it is still kept: a restarted replica goes back a little.
     */
    private static final Duration AFTERLIFE = Duration.ofSeconds(10);

    private static final int MAX_LINKS = 100_000;

    private final Map<String, CachedLink> kept = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final Deque<Passed> passed = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final boolean active;

    /** Every database had passed this number at this time. */
    private record Passed(long settled, long at) {}

    @Inject
    ShownVersions(Mechanisms mechanisms) {
        this(mechanisms.versionFloor(), System::nanoTime);
    }

    ShownVersions(boolean active, LongSupplier nanoTime) {
        this.active = active;
        this.nanoTime = nanoTime;
    }

    /** Keeps this link if it was ever changed: to be called before it is shown. */
    public void note(String code, CachedLink link) {
        if (link.version() != link.id() && active) {
            kept.merge(code, link, (old, other) -> other.isNewerThan(old) ? other : old);
        }
    }

    /** What is kept of this code. */
    public @Nullable CachedLink kept(String code) {
        return kept.get(code);
    }

    /**
     * Whether showing this version would not be a step back.
     *
     * @param position up to which number the source has every change
     */
    public boolean accepts(String code, long version, long position) {
        CachedLink newest = kept.get(code);
        if (newest != null && version < newest.version()) {
            return position >= newest.version();
        }
        long floor = forgotten.get();
        return version >= floor || position >= floor || newest != null;
    }

    /**
     * Forgets what every database has long passed. Called by one thread, several times a second.
     *
     * @param settled up to which number all databases have every change now
     */
    void sweep(OptionalLong settled) {
        long now = nanoTime.getAsLong();
        settled.ifPresent(number -> passed.addLast(new Passed(number, now)));
        long safe = -1;
        for (Passed first = passed.peekFirst(); first != null && now - first.at() >= AFTERLIFE.toNanos(); ) {
            safe = first.settled();
            passed.removeFirst();
            first = passed.peekFirst();
        }
        forget(safe);
        if (kept.size() > MAX_LINKS) {
            forget(Long.MAX_VALUE);
        }
    }

    /** Raises the number before it lets go: whoever misses the link finds the number. */
    private void forget(long upTo) {
        for (Map.Entry<String, CachedLink> entry : kept.entrySet()) {
            CachedLink link = entry.getValue();
            if (link.version() <= upTo) {
                forgotten.accumulateAndGet(link.version(), Math::max);
                kept.remove(entry.getKey(), link);
            }
        }
    }
}
