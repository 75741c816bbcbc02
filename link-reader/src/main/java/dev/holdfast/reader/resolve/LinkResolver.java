package dev.holdfast.reader.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.model.code.LinkCode;
import dev.holdfast.reader.routing.Database;
import dev.holdfast.reader.routing.Databases;
import dev.holdfast.reader.routing.KeyRing;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.reader.routing.LinkTable;
import dev.holdfast.reader.routing.Lookup;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the link of a code. Safe for use by several threads. */
@Singleton
public final class LinkResolver {
    private static final Logger LOG = LoggerFactory.getLogger(LinkResolver.class);
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration LIFE = Duration.ofSeconds(1);
    private static final int MAX_LINKS = 100_000;

    private final Cache<String, Resolution.Found> links =
            Caffeine.newBuilder().maximumSize(MAX_LINKS).expireAfterWrite(LIFE).build();
    private final Databases databases;
    private final KeyRing keys;
    private final ExecutorService blocking;

    LinkResolver(Databases databases, KeyRing keys, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.databases = databases;
        this.keys = keys;
        this.blocking = blocking;
    }

    /** What is known of this code without asking anyone; null when somebody must be asked. */
    public @Nullable Resolution known(String code) {
        return links.getIfPresent(code);
    }

    /** What is known of this code, wherever it is known. Never fails. */
    public CompletableFuture<Resolution> resolve(String code) {
        Optional<LinkCode> parsed = LinkCode.parse(code);
        if (parsed.isEmpty()) {
            return CompletableFuture.completedFuture(new Resolution.Absent());
        }
        return CompletableFuture.supplyAsync(() -> load(parsed.get()), blocking);
    }

    private Resolution load(LinkCode code) {
        try {
            LinkRow row = find(code);
            if (row == null) {
                return new Resolution.Absent();
            }
            Resolution.Found found = new Resolution.Found(row.cached());
            links.put(code.text(), found);
            return found;
        } catch (SQLException e) {
            LOG.debug("{} can't be looked up", code, e);
            return new Resolution.Unknown();
        }
    }

    /** A row that the replicas lack may be a moment old: only the primary's word that there is none counts. */
    private @Nullable LinkRow find(LinkCode code) throws SQLException {
        List<Database> sources = new ArrayList<>(databases.replicas());
        sources.add(databases.primary());
        LinkRow row = null;
        for (Database source : sources) {
            try {
                row = find(code, source);
            } catch (SQLException e) {
                if (source == databases.primary()) {
                    throw e;
                }
                LOG.debug("{} does not answer", source.name(), e);
            }
            if (row != null) {
                break;
            }
        }
        return row;
    }

    private @Nullable LinkRow find(LinkCode code, Database source) throws SQLException {
        Lookup known = keys.lookup(code);
        if (known instanceof Lookup.UnknownEpoch) {
            keys.refresh(source);
            known = keys.lookup(code);
        }
        Lookup lookup = known;
        return source.<@Nullable LinkRow>read(LIMIT, connection -> LinkTable.find(connection, lookup));
    }
}
