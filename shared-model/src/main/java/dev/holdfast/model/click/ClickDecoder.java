package dev.holdfast.model.click;

import dev.holdfast.model.click.MalformedClickException.Cause;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of clicks. Numbers are big-endian.
 *
 * <pre>
 * 1 byte   version
 * 16 bytes id
 * 8 bytes  at, milliseconds since 1970
 * 8 bytes  linkId
 * 8 bytes  visitor
 * then any number of fields, each: 1 byte tag, 2 bytes length (unsigned), that many bytes (UTF-8)
 *          1 referrerHost, 2 userAgent, 3 country; absent when null
 * </pre>
 *
 * A new version may only add fields with new tags. Fields with unknown tags are skipped, so a reader of version n takes
 * n - 1, n and n + 1: readers and workers may be upgraded in any order, one version at a time.
 */
final class ClickDecoder {
    private @Nullable String referrerHost;
    private @Nullable String userAgent;
    private @Nullable String country;

    private ClickDecoder() {}

    static ClickEvent decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new MalformedClickException(Cause.EMPTY, "no bytes");
        }
        if (Math.abs(bytes[0] - ClickEncoder.VERSION) > 1 || bytes[0] == 0) {
            throw new MalformedClickException(Cause.UNKNOWN_VERSION, "version " + (bytes[0] & 0xFF));
        }
        if (bytes.length < ClickEncoder.FIXED_LENGTH) {
            throw new MalformedClickException(Cause.TRUNCATED, bytes.length + " bytes");
        }
        return new ClickDecoder().read(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
    }

    private ClickEvent read(ByteBuffer buffer) {
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        long at = buffer.getLong();
        long linkId = buffer.getLong();
        long visitor = buffer.getLong();
        while (buffer.hasRemaining()) {
            readField(buffer);
        }
        try {
            return new ClickEvent(id, Instant.ofEpochMilli(at), linkId, visitor, referrerHost, userAgent, country);
        } catch (IllegalArgumentException e) {
            throw new MalformedClickException(Cause.INVALID_FIELD, String.valueOf(e.getMessage()));
        }
    }

    private void readField(ByteBuffer buffer) {
        if (buffer.remaining() < ClickEncoder.FIELD_HEADER) {
            throw new MalformedClickException(Cause.TRUNCATED, "cut inside the head of a field");
        }
        byte tag = buffer.get();
        int length = Short.toUnsignedInt(buffer.getShort());
        if (length > buffer.remaining()) {
            throw new MalformedClickException(Cause.TRUNCATED, "cut inside the field with tag " + tag);
        }
        ByteBuffer value = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        switch (tag) {
            case ClickEncoder.REFERRER_HOST -> referrerHost = text(value, tag);
            case ClickEncoder.USER_AGENT -> userAgent = text(value, tag);
            case ClickEncoder.COUNTRY -> country = text(value, tag);
            default -> {} // of a newer version
        }
    }

    private static String text(ByteBuffer value, byte tag) {
        try {
            // Strict, unlike String's constructor: throws on anything that is not UTF-8.
            return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedClickException(Cause.INVALID_FIELD, "the field with tag " + tag + " is not UTF-8");
        }
    }
}
