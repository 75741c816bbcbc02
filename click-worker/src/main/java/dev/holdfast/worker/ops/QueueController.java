package dev.holdfast.worker.ops;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.worker.consume.QueueSwitch;
import dev.holdfast.worker.consume.StartingPoints;
import dev.holdfast.worker.consume.Topic;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** The queue of clicks, for operators. Every call answers with the queue as it is then. */
@Controller("/api/v1/queue")
@RequiresScope(Scope.ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "queue")
@CommonProblems
class QueueController {
    private final QueueReader reader;
    private final QueueSwitch queueSwitch;
    private final StartingPoints startingPoints;
    private final Topic topic;

    QueueController(QueueReader reader, QueueSwitch queueSwitch, StartingPoints startingPoints, Topic topic) {
        this.reader = reader;
        this.queueSwitch = queueSwitch;
        this.startingPoints = startingPoints;
        this.topic = topic;
    }

    @Get
    @Operation(summary = "Depth, lag, rates, time to drain, workers and dead letters")
    QueueView queue() {
        return Answering.from(reader::read);
    }

    /** Stops all workers from consuming, until resumed, be they restarted or not. Takes effect within a second. */
    @Post("/pause")
    @Operation(summary = "Stop consuming until resumed")
    QueueView pause(@Parameter(hidden = true) ApiKey key) {
        return set(true, key);
    }

    @Post("/resume")
    @Operation(summary = "Consume again")
    QueueView resume(@Parameter(hidden = true) ApiKey key) {
        return set(false, key);
    }

    private QueueView set(boolean paused, ApiKey key) {
        return Answering.from(() -> {
            queueSwitch.set(paused, key.name());
            return reader.read();
        });
    }

    /**
     * Goes on after a halt, from the first record that each partition of the topic still holds and that was not
     * counted. Which topic that is must be said, so that an order meant for one topic isn't carried out on the next.
     */
    @Post("/accept-topic")
    @Operation(
            summary = "After a halt, accept that records are gone: go on with what the topic holds",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = AcceptTopic.class))))
    QueueView acceptTopic(@Body JsonNode body) {
        String wanted = JsonFields.of(body, Set.of("topicId")).requiredText("topicId");
        return Answering.from(() -> accept(wanted));
    }

    private QueueView accept(String wanted) throws SQLException {
        UUID id = topic.id();
        if (!id.toString().equals(wanted)) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD,
                    "'topicId' must be the id of the topic as it is now, " + id + ".",
                    "topicId");
        }
        startingPoints.accept(id, topic.partitions());
        return reader.read();
    }

    /** The body of {@code accept-topic}, for the document. */
    record AcceptTopic(UUID topicId) {}
}
