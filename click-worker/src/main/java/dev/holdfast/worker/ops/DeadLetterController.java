package dev.holdfast.worker.ops;

import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.DeadLetter;
import dev.holdfast.worker.deadletter.DeadLetters;
import dev.holdfast.worker.deadletter.Replayer;
import dev.holdfast.worker.deadletter.Selection;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records that could not be counted, for operators: look at them, send them back, discard them. */
@Controller("/api/v1/dead-letters")
@RequiresScope(Scope.ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "dead letters")
@CommonProblems
class DeadLetterController {
    private static final int MAX_LIMIT = 1000;

    private final DeadLetters letters;
    private final Replayer replayer;

    DeadLetterController(DeadLetters letters, Replayer replayer) {
        this.letters = letters;
        this.replayer = replayer;
    }

    /** How many letters were sent back; each leaves the table when it is counted. */
    @Serdeable
    record Replayed(int sent) {}

    /** How many letters were removed. */
    @Serdeable
    record Discarded(int discarded) {}

    @Get
    @Operation(summary = "Dead letters, newest first")
    DeadLetterPage list(
            @Nullable @QueryValue String cause,
            @QueryValue(defaultValue = "100") int limit,
            @Nullable @QueryValue String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw JsonFields.invalid("limit", "must be from 1 to " + MAX_LIMIT);
        }
        Cause wanted = cause == null ? null : Selections.cause(cause);
        long before = before(cursor);
        List<DeadLetter> found = Answering.from(() -> letters.before(before, wanted, limit + 1));
        List<DeadLetterView> items =
                found.stream().limit(limit).map(DeadLetterView::of).toList();
        return new DeadLetterPage(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw JsonFields.invalid("cursor", "must be the nextCursor of a page of this list");
        }
    }

    @Get("/{id}")
    @Operation(summary = "One dead letter, decoded as far as it can be")
    DeadLetterView show(@PathVariable long id) {
        return Answering.from(() -> letters.find(id)).map(DeadLetterView::of).orElseThrow(() -> missing(id));
    }

    /** Safe to repeat: a click is counted once, and one that fails again stays one letter. */
    @Post("/replay")
    @Operation(
            summary = "Send dead letters back to the queue",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Selections.Body.class))))
    Replayed replay(@Body JsonNode body) {
        Selection selection = Selections.of(body);
        return new Replayed(Answering.from(() -> replayer.replay(selection)));
    }

    @Post("/discard")
    @Operation(
            summary = "Remove dead letters for good",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Selections.Body.class))))
    Discarded discard(@Body JsonNode body) {
        Selection selection = Selections.of(body);
        return new Discarded(Answering.from(() -> letters.discard(selection)));
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove one dead letter for good")
    void discard(@PathVariable long id) {
        if (Answering.from(() -> letters.discard(new Selection.WithIds(List.of(id)))) == 0) {
            throw missing(id);
        }
    }

    private static ProblemException missing(long id) {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is no dead letter " + id + ": it was counted or discarded.");
    }
}
