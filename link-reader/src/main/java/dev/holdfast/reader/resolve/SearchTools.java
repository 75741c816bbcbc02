package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.routing.Databases;
import dev.holdfast.reader.routing.KeyRing;
import dev.holdfast.reader.routing.Mechanisms;
import dev.holdfast.reader.routing.Positions;
import dev.holdfast.reader.routing.Read;
import dev.holdfast.reader.routing.ReadMetrics;
import dev.holdfast.reader.routing.ShownVersions;
import jakarta.inject.Singleton;

/** What every {@link Search} works with. */
@Singleton
record SearchTools(
        Databases databases,
        KeyRing keys,
        Positions positions,
        ShownVersions shown,
        LocalCache cache,
        RedisLinks redis,
        ReadMetrics metrics,
        Mechanisms mechanisms) {

    /** The answer when nobody can be asked: what is still in memory, however old, or that it is not known. */
    Landing fallback(String code) {
        Entry entry = cache.get(code);
        if (entry != null) {
            return new Landing(entry.resolution(), Read.LOCAL_STALE, false);
        }
        CachedLink kept = shown.kept(code);
        return kept == null ? Landing.unknown() : Landing.found(new Resolution.Found(kept), Read.LOCAL_KEPT);
    }
}
