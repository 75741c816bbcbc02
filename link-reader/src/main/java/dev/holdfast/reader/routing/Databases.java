package dev.holdfast.reader.routing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The databases this reader knows. */
@Singleton
public final class Databases {
    private static final int REPLICA_CONNECTIONS = 16;
    private static final int PRIMARY_CONNECTIONS = 8;

    private final Database primary;
    private final List<Database> replicas;

    Databases(DatabaseConfig config, MeterRegistry metrics) {
        primary = new Database("primary", config.primary(), config, PRIMARY_CONNECTIONS, metrics);
        List<String> urls = config.replicaUrls().isEmpty() ? List.of(config.primary()) : config.replicaUrls();
        List<Database> all = new ArrayList<>();
        for (String url : urls) {
            all.add(new Database("replica-" + (all.size() + 1), url, config, REPLICA_CONNECTIONS, metrics));
        }
        replicas = List.copyOf(all);
    }

    public Database primary() {
        return primary;
    }

    /** Never empty: without a replica there is a second pool on the primary. */
    public List<Database> replicas() {
        return replicas;
    }

    @PreDestroy
    void close() {
        primary.close();
        replicas.forEach(Database::close);
    }
}
