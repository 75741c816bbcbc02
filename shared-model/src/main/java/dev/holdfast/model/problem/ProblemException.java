package dev.holdfast.model.problem;

import org.jspecify.annotations.Nullable;

/** A request that ends with a {@link Problem}. Carries no stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final transient Problem problem;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public ProblemException(ProblemCode code, String detail, @Nullable String field) {
        super(code.text() + ": " + detail, null, false, false);
        this.code = code;
        this.problem = Problem.of(code, detail, field);
    }

    public ProblemCode code() {
        return code;
    }

    public Problem problem() {
        return problem;
    }
}
