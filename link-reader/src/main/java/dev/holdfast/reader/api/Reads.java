package dev.holdfast.reader.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.Database;
import dev.holdfast.reader.routing.Databases;
import dev.holdfast.reader.routing.Guarded;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.Read;
import dev.holdfast.reader.routing.ReadMetrics;
import dev.holdfast.reader.routing.Sources;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the API's reads to a database that can answer them. Blocks. Safe for use by several threads. */
@Singleton
final class Reads {
    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
    /** Longer than the server takes to give up on a statement by itself, and to say so. */
    private static final Duration LIMIT = Duration.ofMillis(900);
    /** What Postgres says when it has cancelled a statement that took too long. */
    private static final String CANCELED = "57014";

    private final Sources sources;
    private final ReadMetrics metrics;

    Reads(Databases databases, ReadMetrics metrics) {
        this.sources = databases.api();
        this.metrics = metrics;
    }

    /** Says why an answer won't do, or null when it will. */
    @FunctionalInterface
    interface Judge<T> {
        @Nullable Objection objection(LinkReading<T> reading, Guarded source, boolean primary);
    }

    /**
     * Why an answer won't do.
     *
     * @param read how the primary's answer is counted after this
     * @param bearable whether it is better than none
     */
    enum Objection {
        UNSETTLED("unsettled", Read.PRIMARY_UNSETTLED, false),
        OLDER("older", Read.PRIMARY_OLDER, false),
        LAG("lag", Read.PRIMARY_LAG, true),
        TOKEN("token", Read.PRIMARY_TOKEN, false);

        private final String cause;
        private final Read read;
        private final boolean bearable;

        Objection(String cause, Read read, boolean bearable) {
            this.cause = cause;
            this.read = read;
            this.bearable = bearable;
        }
    }

    /** Asks for links: a replica that satisfies the demand and the judge, else the primary. */
    <T> LinkReading<T> links(Demand demand, Database.Reading<LinkReading<T>> reading, Judge<T> judge) {
        Read ifPrimary = demand.strong() ? Read.PRIMARY_STRONG : Read.PRIMARY_REPLICA_DOWN;
        LinkReading<T> bearable = null;
        for (Guarded replica : demand.strong() ? List.<Guarded>of() : sources.replicas()) {
            LinkReading<T> answer = ask(replica, source -> source.observed(reading, LIMIT));
            Objection objection = answer == null ? null : judge.objection(answer, replica, false);
            if (answer != null && objection == null) {
                return counted(answer, Read.REPLICA);
            }
            if (objection != null) {
                metrics.fallback(replica.name(), objection.cause);
                ifPrimary = objection.read;
                bearable = objection.bearable ? answer : bearable;
            }
        }
        LinkReading<T> answer = ask(sources.primary(), source -> source.observed(reading, LIMIT));
        if (answer != null && judge.objection(answer, sources.primary(), true) == null) {
            return counted(answer, ifPrimary);
        }
        if (bearable == null) {
            metrics.count(Read.UNKNOWN);
            throw unavailable();
        }
        return counted(bearable, Read.REPLICA_LAGGING);
    }

    private <T> LinkReading<T> counted(LinkReading<T> answer, Read read) {
        metrics.count(read);
        return answer;
    }

    /** Anything that a replica answers; else the primary. With a strong demand the primary alone. */
    <T> T any(Demand demand, Database.Reading<T> reading) {
        return first(demand.strong() ? List.of(sources.primary()) : replicasFirst(), reading);
    }

    /** Asks the primary, and the replicas only when it is away. */
    <T> T primaryFirst(Database.Reading<T> reading) {
        return first(replicasFirst().reversed(), reading);
    }

    private List<Guarded> replicasFirst() {
        List<Guarded> all = new ArrayList<>(sources.replicas());
        all.add(sources.primary());
        return all;
    }

    private <T> T first(List<Guarded> order, Database.Reading<T> reading) {
        for (Guarded source : order) {
            T answer = ask(source, asked -> asked.read(reading, LIMIT));
            if (answer != null) {
                return answer;
            }
        }
        throw unavailable();
    }

    private interface Step<T> {
        T on(Guarded source) throws SQLException;
    }

    private <T> @Nullable T ask(Guarded source, Step<T> step) {
        if (!source.isReachable()) {
            metrics.fallback(source.name(), "down");
            return null;
        }
        try {
            return step.on(source);
        } catch (SQLException e) {
            if (CANCELED.equals(e.getSQLState())) {
                throw new ProblemException(
                        ProblemCode.UNAVAILABLE, "This took too long. Narrow it down: a longer 'q', or a 'tag'.", "q");
            }
            metrics.fallback(source.name(), Guarded.NO_PLACE.equals(e.getSQLState()) ? "busy" : "down");
            LOG.debug("{} can't answer: {}", source.name(), e.toString());
            return null;
        }
    }

    static ProblemException unavailable() {
        return new ProblemException(
                ProblemCode.UNAVAILABLE, "No database can answer this right now. Try again in a moment.");
    }
}
