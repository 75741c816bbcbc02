package dev.holdfast.service;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.RequiresScope;
import dev.holdfast.service.problem.JsonFields;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What a service might do, well or badly. */
@Controller("/api/v1")
class SampleController {
    @Serdeable
    record Sample(String name, int count, @Nullable List<Integer> numbers) {}

    @Post("/samples")
    Sample create(@Body Sample sample) {
        return sample;
    }

    @Patch("/samples")
    Map<String, Object> patch(@Body JsonNode body) {
        JsonFields fields = JsonFields.of(body, Set.of("title", "count"));
        return Map.of("hasTitle", fields.has("title"), "titleNull", fields.text("title") == null);
    }

    @Get("/samples")
    List<Integer> list(@QueryValue(defaultValue = "10") @Max(100) int limit, @Nullable @QueryValue LocalDate from) {
        return List.of(limit);
    }

    @Get("/samples/{id}")
    long get(@PathVariable long id) {
        return id;
    }

    @Delete("/samples/{id}")
    HttpResponse<?> delete(@PathVariable @Size(max = 3) String id) {
        return HttpResponse.noContent();
    }

    @Get("/needs")
    String needs(@QueryValue String what) {
        return what;
    }

    @Get("/broken")
    String broken() {
        throw new IllegalStateException("secret detail");
    }

    @Get("/broken-later")
    CompletionStage<String> brokenLater() {
        return CompletableFuture.failedFuture(new IllegalStateException("secret detail"));
    }

    @Get("/away")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String away() {
        throw new ProblemException(ProblemCode.UNAVAILABLE, "The database is away.");
    }

    @Get("/unwritable")
    Object unwritable() {
        return new Object() {
            public String getText() {
                throw new IllegalStateException("secret detail");
            }
        };
    }

    /** Answers later, as a request does that is in flight while the service stops. */
    @Get("/slow")
    CompletionStage<String> slow(@QueryValue int millis) {
        return CompletableFuture.supplyAsync(
                () -> "done", CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @Get("/request-id")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String requestId() {
        return MDC.get("requestId");
    }

    /** Needs a key, as one class. */
    @Controller("/api/v1/closed")
    @RequiresScope(Scope.LINKS_READ)
    static class Closed {
        @Get("/read")
        String read(ApiKey key) {
            return key.name();
        }

        @Post("/write")
        @RequiresScope(Scope.LINKS_WRITE)
        String write(ApiKey key, @Body JsonNode body) {
            return key.name();
        }
    }
}
