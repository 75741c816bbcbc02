package dev.holdfast.reader.redirect;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;

/** What the public front answers when it does not redirect. The texts are for visitors, who did not make the link. */
enum Refusal {
    UNKNOWN(ProblemCode.LINK_NOT_FOUND, "There is no link at this address. Check it for typing errors."),
    GONE(ProblemCode.LINK_GONE, "The link at this address has been withdrawn or has expired."),
    NOTHING(ProblemCode.NOT_FOUND, "There is nothing at this address."),
    METHOD(ProblemCode.METHOD_NOT_ALLOWED, "A link can only be followed: use GET or HEAD."),
    UNCERTAIN(ProblemCode.UNAVAILABLE, "This link can't be looked up right now. Try again in a moment.");

    private final ProblemCode code;
    private final String detail;

    Refusal(ProblemCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    int status() {
        return code.status();
    }

    Problem problem() {
        return Problem.of(code, detail, null);
    }
}
