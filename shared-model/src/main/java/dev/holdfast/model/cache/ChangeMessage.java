package dev.holdfast.model.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message on {@link CacheKeys#CHANGES}: the code, a space, the value as it stands in Redis. An empty message is a
 * sign of life and nothing else.
 */
public record ChangeMessage(String code, CachedLink link) {
    public byte[] encode() {
        byte[] head = (code + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] value = link.encode();
        byte[] message = Arrays.copyOf(head, head.length + value.length);
        System.arraycopy(value, 0, message, head.length, value.length);
        return message;
    }

    /** The change in this message, or empty for a sign of life and for what is not ours. */
    public static Optional<ChangeMessage> decode(byte[] message) {
        int space = 0;
        while (space < message.length && message[space] != ' ') {
            space++;
        }
        if (space == message.length) {
            return Optional.empty();
        }
        String code = new String(message, 0, space, StandardCharsets.US_ASCII);
        return CachedLink.decode(Arrays.copyOfRange(message, space + 1, message.length))
                .map(link -> new ChangeMessage(code, link));
    }
}
