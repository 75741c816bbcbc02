package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/** Puts links into a reader's memory. */
public final class Memory {
    private Memory() {}

    /** The link counts as just loaded for an hour: nothing is looked up meanwhile. */
    public static void keep(ApplicationContext reader, String code, CachedLink link) {
        long later = Ticks.now() + Ticks.of(Duration.ofHours(1));
        Resolution.Found _ = reader.getBean(LocalCache.class).merge(code, link, link.version(), later, later);
    }
}
