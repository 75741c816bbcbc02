package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.serde.annotation.SerdeImport;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one seam through which every error answer goes: the framework's own handlers and status answers as well as ours.
 * What the base response has (such as {@code Allow}) is kept, its status and body are the problem's.
 */
@Singleton
@SerdeImport(Problem.class)
final class ProblemResponses implements ErrorResponseProcessor<Object> {
    private static final MediaType PROBLEM_JSON = MediaType.of(Problem.MEDIA_TYPE);
    private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");

    private final Optional<ProblemPages> pages;

    ProblemResponses(Optional<ProblemPages> pages) {
        this.pages = pages;
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        return render(context.getRequest(), problem(context, base.code()), base);
    }

    /**
     * Status 500 comes from the framework only when an answer could not be made: no matter what the cause looks like.
     */
    private static Problem problem(ErrorContext context, int status) {
        Optional<Throwable> cause = status == 500 ? Optional.empty() : context.getRootCause();
        return cause.map(Problems::of).orElseGet(() -> Problems.ofStatus(status));
    }

    /** Puts the problem into the response. */
    @SuppressWarnings("unchecked") // the base response has no body of its own yet
    MutableHttpResponse<Object> render(HttpRequest<?> request, Problem problem, MutableHttpResponse<?> base) {
        MutableHttpResponse<Object> response = (MutableHttpResponse<Object>) base;
        response.status(problem.status());
        headers(problem, response);
        if (request.getMethod() == HttpMethod.HEAD) {
            return response;
        }
        String page = page(request, problem);
        Object body = page == null ? problem : page;
        return response.body(body).contentType(page == null ? PROBLEM_JSON : HTML);
    }

    private @Nullable String page(HttpRequest<?> request, Problem problem) {
        return pages.isEmpty() ? null : pages.get().page(request, problem);
    }

    private static void headers(Problem problem, MutableHttpResponse<?> response) {
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        } else if (problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
    }
}
