package dev.holdfast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A whole HTTP/1.1 answer, as far as it is of interest.
 *
 * @param location of the header, empty without one
 */
record Answer(int status, String location) {
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_START + 3;

    /** Takes an answer from the start of the buffer, which is compacted behind it; null while it isn't complete. */
    static @Nullable Answer take(ByteBuffer buffer) {
        buffer.flip();
        String head = head(buffer);
        if (head == null) {
            buffer.compact();
            return null;
        }
        int length = head.length() + Integer.parseInt(header(head, "content-length: ", "0"));
        if (buffer.remaining() < length) {
            buffer.compact();
            return null;
        }
        buffer.position(length);
        buffer.compact();
        int status = Integer.parseInt(head.substring(STATUS_START, STATUS_END));
        return new Answer(status, header(head, "location: ", ""));
    }

    private static @Nullable String head(ByteBuffer buffer) {
        for (int i = 3; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\r' && buffer.get(i - 2) == '\n') {
                return new String(buffer.array(), 0, i + 1, StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    /** @param name in lower case, as it stands behind a line's end */
    private static String header(String head, String name, String otherwise) {
        for (int start = head.indexOf('\n') + 1; start > 0; start = head.indexOf('\n', start) + 1) {
            if (head.regionMatches(true, start, name, 0, name.length())) {
                return head.substring(start + name.length(), head.indexOf('\r', start))
                        .strip();
            }
        }
        return otherwise;
    }

    String describe() {
        return String.format(Locale.ROOT, "%d %s", status, location);
    }
}
