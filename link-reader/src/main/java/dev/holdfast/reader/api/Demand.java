package dev.holdfast.reader.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How new an answer has to be.
 *
 * @param token the answer must have every change up to this number, of the link that is asked for at least
 * @param strong only the primary will do
 */
record Demand(long token, boolean strong) {
    static final String TOKEN = "Consistency-Token";
    static final String CONSISTENCY = "Consistency";
    static final Demand NONE = new Demand(0, false);
    static final Demand STRONG = new Demand(0, true);

    /** What the request's headers demand. */
    static Demand of(HttpHeaders headers) {
        String token = headers.get(TOKEN);
        String consistency = headers.get(CONSISTENCY);
        return new Demand(token == null ? 0 : number(token.strip()), isStrong(consistency));
    }

    private static long number(String token) {
        if (!token.matches("[0-9]{1,18}")) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'Consistency-Token' must be one that a write answered.", TOKEN);
        }
        return Long.parseLong(token);
    }

    private static boolean isStrong(@Nullable String consistency) {
        if (consistency != null && !consistency.strip().equalsIgnoreCase("strong")) {
            throw new ProblemException(
                    ProblemCode.INVALID_FIELD, "'Consistency' must be 'strong', or be left out.", CONSISTENCY);
        }
        return consistency != null;
    }
}
