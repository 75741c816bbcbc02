package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.exceptions.SerdeException;
import io.micronaut.serde.exceptions.path.CollectionItemReferencePath;
import io.micronaut.serde.exceptions.path.MapItemReferencePath;
import io.micronaut.serde.exceptions.path.PropertyReferencePath;
import io.micronaut.serde.exceptions.path.ReferencePath;
import java.util.List;

/** Problems of request bodies that the framework decodes into a type. */
final class BodyProblems {
    private BodyProblems() {}

    static Problem notJson() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body is not valid JSON.", null);
    }

    static Problem unreadable() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The body does not have the form this call takes.", null);
    }

    /** Names the field at fault: where the decoder stood when it gave up. */
    static Problem ofSerde(SerdeException failure) {
        List<ReferencePath> path = failure.getPath();
        if (path.isEmpty()) {
            return unreadable();
        }
        String field = field(path);
        if (mentions(failure, "Unknown property")) {
            return unknownField(field).problem();
        }
        if (mentions(failure, "Duplicate property")) {
            return Problem.of(ProblemCode.INVALID_FIELD, "'" + field + "' is given twice.", field);
        }
        Argument<?> argument = path.getFirst().getArgument();
        return Problem.of(
                ProblemCode.INVALID_FIELD,
                "'" + field + "' must be " + Problems.describe(argument.getType()) + ".",
                field);
    }

    static ProblemException unknownField(String field) {
        return new ProblemException(
                ProblemCode.UNKNOWN_FIELD, "There is no field '" + field + "': remove it or correct its name.", field);
    }

    private static boolean mentions(SerdeException failure, String start) {
        return failure.getMessage() != null && failure.getMessage().startsWith(start);
    }

    /** Innermost first is how the decoder lists the path. */
    private static String field(List<ReferencePath> path) {
        StringBuilder field = new StringBuilder();
        for (ReferencePath step : path.reversed()) {
            switch (step) {
                case PropertyReferencePath property ->
                    dotted(field, property.property().getName());
                case MapItemReferencePath item -> dotted(field, item.key());
                case CollectionItemReferencePath item ->
                    field.append('[').append(item.index()).append(']');
                default -> {}
            }
        }
        return field.toString();
    }

    private static void dotted(StringBuilder field, String name) {
        if (!field.isEmpty()) {
            field.append('.');
        }
        field.append(name);
    }
}
