package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.exceptions.UriSyntaxException;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.serde.exceptions.SerdeException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.validation.ConstraintViolationException;
import java.net.URISyntaxException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns whatever can go wrong in a request into the {@link Problem} that answers it. */
final class Problems {
    private static final String INTERNAL_DETAIL = "The request failed on our side. Try again; if it keeps failing,"
            + " report it with the X-Request-Id of this answer.";

    private Problems() {}

    /**
     * The problem that this failure is to the client; {@code internal-error} for all that is not the client's doing.
     */
    static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e.problem();
            case CompletionException e when e.getCause() != null -> of(e.getCause());
            case ExecutionException e when e.getCause() != null -> of(e.getCause());
            case ConstraintViolationException e -> Violations.problem(e);
            case ConversionErrorException e -> ofConversion(e);
            case UnsatisfiedRouteException e -> ofMissing(e.getArgument());
            case UnsatisfiedArgumentException e -> ofMissing(e.getArgument());
            case SerdeException e -> BodyProblems.ofSerde(e);
            case JsonSyntaxException _ -> BodyProblems.notJson();
            case CodecException e -> e.getCause() == null ? BodyProblems.unreadable() : ofBodyCause(e.getCause());
            case ContentLengthExceededException _, BufferLengthExceededException _ ->
                ofStatus(ProblemCode.REQUEST_TOO_LARGE.status());
            case URISyntaxException _, UriSyntaxException _ ->
                Problem.of(ProblemCode.MALFORMED_REQUEST, "The request's path or query is not a valid URI.", null);
            case HttpStatusException e -> ofStatus(e.getStatus().getCode());
            default -> ofStatus(500);
        };
    }

    /** The problem for an answer of which only the HTTP status is known. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "Send 'Authorization: Bearer <API key>'.", null);
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "This API key may not do that.", null);
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this path.", null);
            case 405 ->
                Problem.of(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        "This path does not answer to this method; the Allow header names those it answers to.",
                        null);
            case 406 ->
                Problem.of(ProblemCode.NOT_ACCEPTABLE, "Answers are application/json: change the Accept header.", null);
            case 413 ->
                Problem.of(ProblemCode.REQUEST_TOO_LARGE, "The request is too large: send less at a time.", null);
            case 415 ->
                Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON with 'Content-Type: application/json'.", null);
            case 503 -> Problem.of(ProblemCode.UNAVAILABLE, "Try again in a moment.", null);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ProblemCode.MALFORMED_REQUEST, "The request can't be read as HTTP.", null)
                        : Problem.of(ProblemCode.INTERNAL_ERROR, INTERNAL_DETAIL, null);
        };
    }

    private static Problem ofConversion(ConversionErrorException failure) {
        if (isBody(failure.getArgument())) {
            return ofBodyCause(failure.getCause());
        }
        String name = failure.getArgument().getName();
        return Problem.of(
                ProblemCode.INVALID_FIELD,
                "'" + name + "' must be " + describe(failure.getArgument().getType()) + ".",
                name);
    }

    private static Problem ofBodyCause(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SerdeException || t instanceof JsonSyntaxException) {
                return of(t);
            }
        }
        return BodyProblems.unreadable();
    }

    private static Problem ofMissing(Argument<?> argument) {
        if (isBody(argument)) {
            return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request needs a JSON body.", null);
        }
        String name = argument.getName();
        return Problem.of(ProblemCode.INVALID_FIELD, "'" + name + "' is missing.", name);
    }

    private static boolean isBody(Argument<?> argument) {
        return argument.getAnnotationMetadata().hasAnnotation(Body.class);
    }

    static String describe(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
            return "a time as in ISO 8601, for example "
                    + (type == java.time.LocalDate.class ? "2030-01-31" : "2030-01-31T12:00:00Z");
        }
        return "of another form";
    }
}
