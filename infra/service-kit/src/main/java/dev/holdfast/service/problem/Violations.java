package dev.holdfast.service.problem;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;

/** Problems that bean validation found. */
final class Violations {
    private Violations() {}

    /** The violation whose field comes first in the alphabet: the same answer for the same request, every time. */
    static Problem problem(ConstraintViolationException failure) {
        return failure.getConstraintViolations().stream()
                .min(Comparator.comparing(v -> v.getPropertyPath().toString()))
                .map(Violations::problem)
                .orElseGet(BodyProblems::unreadable);
    }

    private static Problem problem(ConstraintViolation<?> violation) {
        String field = field(violation.getPropertyPath());
        return Problem.of(ProblemCode.INVALID_FIELD, "'" + field + "' " + violation.getMessage() + ".", field);
    }

    /** The path as the client knows it: without the method's name. */
    private static String field(Path path) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.METHOD || node.getName() == null) {
                continue;
            }
            if (!field.isEmpty()) {
                field.append('.');
            }
            field.append(node.getName());
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex()).append(']');
            }
        }
        return field.toString();
    }
}
