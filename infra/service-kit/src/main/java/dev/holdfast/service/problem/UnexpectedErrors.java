package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.service.request.RequestId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what no more specific handler takes. What is our fault is logged, once, and never shown. */
@Singleton
final class UnexpectedErrors implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);

    private final ProblemResponses responses;

    UnexpectedErrors(ProblemResponses responses) {
        this.responses = responses;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
        Problem problem = Problems.of(failure);
        if (problem.status() == 500) {
            LOG.error(
                    "{} {} failed, request {}",
                    request.getMethodName(),
                    request.getPath(),
                    RequestId.of(request),
                    failure);
        }
        return responses.render(request, problem, HttpResponse.serverError());
    }
}
