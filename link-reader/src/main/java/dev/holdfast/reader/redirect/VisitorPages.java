package dev.holdfast.reader.redirect;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.service.problem.ProblemPages;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Pages for what the framework refuses before it reaches us, such as a path that is no URI. */
@Singleton
final class VisitorPages implements ProblemPages {
    @Override
    public @Nullable String page(HttpRequest<?> request, Problem problem) {
        boolean wanted = !request.getPath().startsWith("/api/")
                && Preference.of(request.getHeaders().get(HttpHeaders.ACCEPT)) == Preference.PAGE;
        return wanted ? Page.of(problem) : null;
    }
}
