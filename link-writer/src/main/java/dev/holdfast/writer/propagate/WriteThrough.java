package dev.holdfast.writer.propagate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts committed changes into Redis before their write is answered, if Redis is quick about it: then the reader that is
 * asked next has them. When it is not, the answer goes out all the same, and the relay brings them later.
 */
@Singleton
public class WriteThrough {
    /** What Redis may add to a write at most. It takes well under a millisecond for one link. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    private final RedisConnections redis;
    private final Counter done;
    private final Counter late;
    private final Counter skipped;

    WriteThrough(RedisConnections redis, MeterRegistry metrics) {
        this.redis = redis;
        this.done = counter(metrics, "done");
        this.late = counter(metrics, "late");
        this.skipped = counter(metrics, "skipped");
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("holdfast.write.through")
                .description("Writes whose changes went to Redis before the answer (done), were slower than that or"
                        + " failed (late), or found Redis away (skipped)")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /**
     * Never throws; takes 50 ms at most.
     *
     * @param version of the row in the outbox that stands for these changes
     */
    public void apply(long version, List<Change> changes) {
        redis.cache().ifPresentOrElse(cache -> apply(cache, version, changes), skipped::increment);
    }

    private void apply(SharedCache cache, long version, List<Change> changes) {
        CompletableFuture<Void> sets = cache.setIfNewer(changes).thenRun(() -> cache.confirm(version));
        (finish(sets) ? done : late).increment();
    }

    private static boolean finish(CompletableFuture<Void> sets) {
        try {
            sets.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false; // the relay will bring them
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
