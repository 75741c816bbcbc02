package dev.holdfast.worker.ops;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the trouble of a backend into an answer that names it. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private Answering() {}

    /** What an answer is made from. */
    @FunctionalInterface
    interface Source<T extends @Nullable Object> {
        T get() throws SQLException;
    }

    /** The source's value, or {@code 503} naming the backend that doesn't answer. */
    static <T extends @Nullable Object> T from(Source<T> source) {
        try {
            return source.get();
        } catch (SQLException e) {
            LOG.warn("Postgres: {}", e.toString());
            throw unavailable("Postgres does not answer. See the runbook db-down.");
        } catch (KafkaException e) {
            LOG.warn("Kafka: {}", e.toString());
            throw unavailable("Kafka does not answer. Clicks wait in the readers' journals meanwhile.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemCode.UNAVAILABLE, detail);
    }
}
