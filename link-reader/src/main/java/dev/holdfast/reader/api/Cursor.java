package dev.holdfast.reader.api;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends, as clients carry it: opaque, and bound to the filters of the list that it came from. Not a secret:
 * the check finds mistakes, not malice, and there is nothing to gain.
 */
final class Cursor {
    private static final int LENGTH = Long.BYTES + Integer.BYTES;

    private Cursor() {}

    static String encode(long lastId, ListFilter filter) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(lastId)
                .putInt(check(lastId, filter))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id that the next page stays below; without a cursor, above every id. */
    static long decode(@Nullable String cursor, ListFilter filter) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        ByteBuffer bytes = ByteBuffer.wrap(bytes(cursor));
        if (bytes.remaining() != LENGTH) {
            throw invalid();
        }
        long lastId = bytes.getLong();
        if (lastId < 1 || bytes.getInt() != check(lastId, filter)) {
            throw invalid();
        }
        return lastId;
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static int check(long lastId, ListFilter filter) {
        return Objects.hash(lastId, filter.tag(), filter.text());
    }

    private static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.INVALID_FIELD,
                "'cursor' must be the nextCursor of a page of this same list: leave it out to start anew.",
                "cursor");
    }
}
