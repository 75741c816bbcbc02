package dev.holdfast.worker.consume;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.model.click.MalformedClickException;
import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.Failure;
import dev.holdfast.worker.deadletter.Origin;
import dev.holdfast.worker.deadletter.Replay;
import dev.holdfast.worker.enrich.UserAgents;
import dev.holdfast.worker.store.Batch;
import dev.holdfast.worker.store.Click;
import dev.holdfast.worker.store.Span;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Turns records into a batch: clicks, and failures for what is none. */
@Singleton
class Decoder {
    private static final byte[] NOTHING = {};

    private final UserAgents userAgents;

    Decoder(UserAgents userAgents) {
        this.userAgents = userAgents;
    }

    /** The batch of all that was gathered; each span begins at its partition's stored offset. */
    Batch decode(UUID topicId, Gathering gathering, Assignment assignment) {
        List<Span> spans = new ArrayList<>();
        List<Click> clicks = new ArrayList<>(gathering.size());
        List<Failure> failures = new ArrayList<>();
        gathering.records().forEach((partition, records) -> {
            spans.add(span(partition, records, assignment));
            records.forEach(each -> decode(each, clicks, failures));
        });
        return new Batch(topicId, spans, clicks, failures);
    }

    private static Span span(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Assignment assignment) {
        return new Span(
                partition.partition(),
                assignment.next(partition),
                records.getLast().offset() + 1);
    }

    private void decode(ConsumerRecord<byte[], byte[]> read, List<Click> clicks, List<Failure> failures) {
        byte[] payload = read.value() == null ? NOTHING : read.value();
        Origin origin = new Origin(read.partition(), read.offset(), Replay.of(read.headers()), payload);
        try {
            ClickEvent event = ClickEvent.decode(payload);
            clicks.add(new Click(origin, event, userAgents.recognise(event.userAgent())));
        } catch (MalformedClickException e) {
            failures.add(Failure.of(origin, Cause.of(e), e));
        }
    }
}
