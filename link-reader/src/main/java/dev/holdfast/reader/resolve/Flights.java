package dev.holdfast.reader.resolve;

import dev.holdfast.reader.routing.Mechanisms;
import dev.holdfast.reader.routing.Read;
import dev.holdfast.reader.routing.ReadMetrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The searches under way: one per code. Safe for use by several threads; never blocks. */
@Singleton
final class Flights {
    /** The longest that anybody waits, also for two searches in turn. */
    private static final Duration PATIENCE = Duration.ofMillis(950);

    private final Map<String, Flight> flights = new ConcurrentHashMap<>();
    private final ReadMetrics metrics;
    private final boolean shared;

    Flights(Mechanisms mechanisms, ReadMetrics metrics) {
        this.shared = mechanisms.coalescing();
        this.metrics = metrics;
    }

    /**
     * Joins the search for this code, or starts one.
     *
     * @param start begins a search, which lands the flight in any case
     */
    CompletableFuture<Resolution> join(String code, Consumer<Flight> start) {
        Flight mine = new Flight();
        Flight other = shared ? flights.putIfAbsent(code, mine) : null;
        if (other == null) {
            start.accept(mine);
            return mine.landing().thenApply(landing -> count(landing.read(), landing));
        }
        if (!other.hasDeparted()) {
            return other.landing().thenApply(landing -> count(Read.SHARED, landing));
        }
        return other.landing()
                .thenCompose(landing -> landing.passing()
                        ? join(code, start)
                        : CompletableFuture.completedFuture(count(Read.SHARED, landing)))
                .completeOnTimeout(new Resolution.Unknown(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts a search for nobody, unless there is one. */
    void refresh(String code, Consumer<Flight> start) {
        Flight mine = new Flight();
        if (flights.putIfAbsent(code, mine) == null) {
            start.accept(mine);
        }
    }

    /** Ends a search: whoever asks from now on starts another. */
    void land(String code, Flight flight, Landing landing) {
        flights.remove(code, flight);
        flight.land(landing);
    }

    private Resolution count(Read read, Landing landing) {
        metrics.count(landing.read() == Read.UNKNOWN ? Read.UNKNOWN : read);
        return landing.resolution();
    }
}
