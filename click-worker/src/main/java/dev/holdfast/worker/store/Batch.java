package dev.holdfast.worker.store;

import dev.holdfast.worker.deadletter.Failure;
import java.util.List;
import java.util.UUID;

/**
 * What one transaction stores: every record of the spans is either a click or a failure.
 *
 * @param topicId the id of the topic that all records were read from
 * @param spans at least one, of different partitions
 */
public record Batch(UUID topicId, List<Span> spans, List<Click> clicks, List<Failure> failures) {
    public int size() {
        return clicks.size() + failures.size();
    }
}
