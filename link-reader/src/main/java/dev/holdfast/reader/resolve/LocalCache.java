package dev.holdfast.reader.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.routing.ShownVersions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * L1: links in memory by code, bounded in bytes. An entry is only replaced by one that is not older. Safe for use by
 * several threads; never blocks.
 */
@Singleton
final class LocalCache {
    private static final long MEGABYTE = 1 << 20;
    /** Of an entry without its strings: measured with JOL, about. */
    private static final int OVERHEAD = 280;

    private final Cache<String, Entry> entries;
    private final ShownVersions shown;

    LocalCache(@Property(name = "holdfast.l1-megabytes") int megabytes, ShownVersions shown, MeterRegistry metrics) {
        this.shown = shown;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(megabytes * MEGABYTE)
                .weigher(LocalCache::bytes)
                .executor(Runnable::run)
                .build();
        Gauge.builder("holdfast.l1.entries", entries, Cache::estimatedSize).register(metrics);
    }

    private static int bytes(String code, Entry entry) {
        int target = entry.resolution() instanceof Resolution.Found(CachedLink link)
                ? link.target().length()
                : 0;
        return OVERHEAD + code.length() + target;
    }

    @Nullable Entry get(String code) {
        return entries.getIfPresent(code);
    }

    /**
     * Puts in what a source said, unless something newer is known.
     *
     * @param position up to which number the source has every change; -1 when that is not known
     * @return what is in now, and may be shown
     */
    Resolution.Found merge(String code, CachedLink link, long position, long loadedAt, long trueAt) {
        BinaryOperator<CachedLink> newer =
                (old, other) -> old.isNewerThan(other) && position < old.version() ? old : other;
        Entry merged = entries.asMap().compute(code, (key, old) -> {
            CachedLink kept = shown.kept(code);
            CachedLink newest = kept == null ? link : newer.apply(kept, link);
            Resolution.Found found = new Resolution.Found(newest);
            if (old != null && old.resolution() instanceof Resolution.Found before) {
                CachedLink winner = newer.apply(before.link(), newest);
                found = winner.equals(before.link()) ? before : new Resolution.Found(winner);
            }
            shown.note(code, found.link());
            return new Entry(found, loadedAt, trueAt);
        });
        return (Resolution.Found) merged.resolution();
    }

    /** Puts in that there is no link, and never will be. */
    void putAbsent(String code, long loadedAt) {
        entries.put(code, new Entry(new Resolution.Absent(), loadedAt, loadedAt));
    }

    /** Takes in a change that was told. Links that nobody has asked for are not kept for it. */
    void apply(String code, CachedLink link, long now) {
        shown.note(code, link);
        entries.asMap()
                .computeIfPresent(
                        code,
                        (key, old) -> old.resolution() instanceof Resolution.Found(CachedLink before)
                                        && before.isNewerThan(link)
                                ? old
                                : new Entry(new Resolution.Found(link), now, now));
    }

    /** Notes that nobody could tell: whoever asks before this time gets what is in. */
    void retryAt(String code, long time) {
        entries.asMap().computeIfPresent(code, (key, old) -> old.retryingAt(time));
    }
}
