package dev.holdfast.reader.resolve;

import dev.holdfast.model.cache.CachedLink;
import org.jspecify.annotations.Nullable;

/**
 * What Redis said of a code.
 *
 * @param beat the position up to which somebody vouches for the values now; -1 when nobody does
 * @param applied the position that Redis had reached when somebody last vouched for it; -1 when it says nothing
 */
record RedisReading(@Nullable CachedLink link, long beat, long applied) {
    /** Redis is away, or knows nothing. */
    static final RedisReading NOTHING = new RedisReading(null, -1, -1);

    boolean isVouchedFor() {
        return beat >= 0;
    }
}
