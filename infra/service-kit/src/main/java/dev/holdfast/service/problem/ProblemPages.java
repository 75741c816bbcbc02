package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A service that answers browsers supplies a bean of this type; without one every problem is JSON. Called on the event
 * loop: must not block.
 */
@FunctionalInterface
public interface ProblemPages {
    /** The HTML page that shows this problem, or null when this request gets problem JSON. */
    @Nullable String page(HttpRequest<?> request, Problem problem);
}
