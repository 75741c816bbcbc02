package dev.holdfast.reader.routing;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** The databases this reader knows. */
@Singleton
public final class Databases {
    // Places in the bulkheads. A pool has as many connections as places, and one for the poll of its position, so that
    // nobody who has a place waits for a connection of a healthy server.
    private static final int REPLICA_REDIRECTS = 12;
    private static final int REPLICA_API = 8;
    private static final int PRIMARY_CODES = 6;
    private static final int PRIMARY_ALIASES = 6;
    private static final int PRIMARY_API = 4;

    private final Database primary;
    private final List<Database> replicas;

    private final Sources codes;
    private final Sources aliases;
    private final Sources api;

    Databases(DatabaseConfig config, Positions positions, MeterRegistry metrics) {
        int connections = PRIMARY_CODES + PRIMARY_ALIASES + PRIMARY_API + 1;
        primary = new Database(
                "primary",
                true,
                Pools.open("primary", config.primary(), "primary", connections, config, metrics),
                positions);
        replicas = replicas(config, positions, metrics);
        List<Guarded> forRedirects = guarded("redirects", REPLICA_REDIRECTS, metrics);
        codes = new Sources(guarded(primary, "codes", PRIMARY_CODES, metrics), forRedirects);
        aliases = new Sources(guarded(primary, "aliases", PRIMARY_ALIASES, metrics), forRedirects);
        api = new Sources(guarded(primary, "api", PRIMARY_API, metrics), guarded("api", REPLICA_API, metrics));
    }

    /** Without a replica there is a second pool on the primary: all that follows is the same. */
    private static List<Database> replicas(DatabaseConfig config, Positions positions, MeterRegistry metrics) {
        List<String> urls = config.replicaUrls().isEmpty() ? List.of(config.primary()) : config.replicaUrls();
        int connections = REPLICA_REDIRECTS + REPLICA_API + 1;
        List<Database> all = new ArrayList<>();
        for (String url : urls) {
            String name = "replica-" + (all.size() + 1);
            HikariDataSource pool = Pools.open(name, url, "preferSecondary", connections, config, metrics);
            all.add(new Database(name, false, pool, positions));
        }
        return List.copyOf(all);
    }

    private List<Guarded> guarded(String work, int places, MeterRegistry metrics) {
        return replicas.stream()
                .map(replica -> guarded(replica, work, places, metrics))
                .toList();
    }

    private static Guarded guarded(Database database, String work, int places, MeterRegistry metrics) {
        return new Guarded(database, new Bulkhead(database.name() + "-" + work, places, metrics));
    }

    /** For redirects of generated codes. */
    public Sources codes() {
        return codes;
    }

    /** For redirects of aliases: an unknown one always reaches the primary, so they have places of their own there. */
    public Sources aliases() {
        return aliases;
    }

    /** For the API. */
    public Sources api() {
        return api;
    }

    Database primary() {
        return primary;
    }

    List<Database> replicas() {
        return replicas;
    }

    List<Database> all() {
        List<Database> all = new ArrayList<>(replicas);
        all.add(primary);
        return all;
    }

    /**
     * The number up to which every reachable database has every change; empty while none is reachable. One that is away
     * is left out: what it says after it came back is judged by the position that comes with it.
     */
    OptionalLong settledEverywhere() {
        return all().stream()
                .filter(Database::isReachable)
                .map(Database::latest)
                .filter(Objects::nonNull)
                .mapToLong(Position::settled)
                .min();
    }

    @PreDestroy
    void close() {
        all().forEach(Database::close);
    }
}
