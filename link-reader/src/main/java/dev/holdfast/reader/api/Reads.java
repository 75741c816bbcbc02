package dev.holdfast.reader.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.Database;
import dev.holdfast.reader.routing.Databases;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the API's reads to a database that can answer them. Blocks. */
@Singleton
final class Reads {
    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
    private static final Duration LIMIT = Duration.ofMillis(900);
    /** What Postgres says when it has cancelled a statement that took too long. */
    private static final String CANCELED = "57014";

    private final Databases databases;

    Reads(Databases databases) {
        this.databases = databases;
    }

    /** The first answer that any database gives. */
    <T extends @Nullable Object> T any(Database.Reading<T> reading) {
        return first(sources(), reading);
    }

    /** Asks the primary, and the replicas only when it is away. */
    <T> T primaryFirst(Database.Reading<T> reading) {
        return first(sources().reversed(), reading);
    }

    /** The first thing that is found. What the replicas lack may be a moment old, so the primary has the last word. */
    <T> @Nullable T find(Database.Reading<@Nullable T> reading) {
        for (Database source : databases.replicas()) {
            try {
                @Nullable T found = source.<@Nullable T>read(LIMIT, reading);
                if (found != null) {
                    return found;
                }
            } catch (SQLException e) {
                skipped(source, e);
            }
        }
        try {
            return databases.primary().<@Nullable T>read(LIMIT, reading);
        } catch (SQLException e) {
            skipped(databases.primary(), e);
            throw unavailable();
        }
    }

    private <T extends @Nullable Object> T first(List<Database> sources, Database.Reading<T> reading) {
        for (Database source : sources) {
            try {
                return source.read(LIMIT, reading);
            } catch (SQLException e) {
                skipped(source, e);
            }
        }
        throw unavailable();
    }

    private List<Database> sources() {
        List<Database> sources = new ArrayList<>(databases.replicas());
        sources.add(databases.primary());
        return sources;
    }

    private static void skipped(Database source, SQLException failure) {
        if (CANCELED.equals(failure.getSQLState())) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "The search took too long. Make 'q' longer, or add a 'tag'.", "q");
        }
        LOG.warn("{} does not answer: {}", source.name(), failure.toString());
    }

    private static ProblemException unavailable() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "No database answers right now. Try again in a moment.");
    }
}
