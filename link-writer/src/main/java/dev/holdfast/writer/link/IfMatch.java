package dev.holdfast.writer.link;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import java.util.Arrays;
import java.util.List;

/** The condition of an If-Match header (RFC 9110): compares strongly, so a weak tag matches nothing. */
record IfMatch(List<String> values) {
    /**
     * Passes when there is no condition, or one of its tags is this version.
     *
     * @throws ProblemException {@code version-mismatch}
     */
    void require(long version) {
        boolean matches = values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag(version)));
        if (!values.isEmpty() && !matches) {
            throw new ProblemException(
                    ProblemCode.VERSION_MISMATCH,
                    "The link is at version " + version + " now: read it again, then send If-Match: " + etag(version)
                            + ".");
        }
    }

    static String etag(long version) {
        return "\"" + version + "\"";
    }
}
