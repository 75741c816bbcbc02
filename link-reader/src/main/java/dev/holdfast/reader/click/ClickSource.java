package dev.holdfast.reader.click;

import org.jspecify.annotations.Nullable;

/** Where clicks wait for Kafka. Used by the forwarder's thread only. */
sealed interface ClickSource permits Ring, SpillQueue {
    /** The oldest clicks, which stay until they are {@link #remove removed}; null when there are none. */
    @Nullable Batch next();

    /** Removes the batch that {@link #next} returned last. */
    void remove(Batch batch);
}
