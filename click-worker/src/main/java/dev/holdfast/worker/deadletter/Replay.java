package dev.holdfast.worker.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Marks a record as a dead letter that was sent back to the topic. Travels in two headers, in decimal text.
 *
 * @param letter the id of the row in {@code dead_letter}
 * @param attempt how often it had failed when it was sent
 */
public record Replay(long letter, int attempt) {
    static final String LETTER = "holdfast-letter";
    static final String ATTEMPT = "holdfast-attempt";

    /** What the headers say; null for a first delivery, and for headers that aren't ours. */
    public static @Nullable Replay of(Headers headers) {
        Header letter = headers.lastHeader(LETTER);
        Header attempt = headers.lastHeader(ATTEMPT);
        if (letter == null || attempt == null) {
            return null;
        }
        try {
            return new Replay(Long.parseLong(text(letter)), Integer.parseInt(text(attempt)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    List<Header> headers() {
        return List.of(header(LETTER, letter), header(ATTEMPT, attempt));
    }

    static Header header(String name, Object value) {
        return new RecordHeader(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Header header) {
        byte[] value = header.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
