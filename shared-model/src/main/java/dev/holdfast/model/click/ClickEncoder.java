package dev.holdfast.model.click;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes the format that {@link ClickDecoder} describes, without allocating: it runs for every redirect. */
final class ClickEncoder {
    static final byte VERSION = 1;
    static final int FIXED_LENGTH = 1 + 16 + 8 + 8 + 8;
    static final int FIELD_HEADER = 1 + 2;
    static final byte REFERRER_HOST = 1;
    static final byte USER_AGENT = 2;
    static final byte COUNTRY = 3;

    /** UTF-8 needs at most three bytes for a char. */
    static final int MAX_LENGTH =
            FIXED_LENGTH + 3 * FIELD_HEADER + 3 * (ClickEvent.MAX_REFERRER_HOST + ClickEvent.MAX_USER_AGENT) + 2;

    private ClickEncoder() {}

    static int length(ClickEvent click) {
        return FIXED_LENGTH
                + fieldLength(click.referrerHost())
                + fieldLength(click.userAgent())
                + fieldLength(click.country());
    }

    static void encode(ClickEvent click, ByteBuffer buffer) {
        ByteOrder order = buffer.order();
        buffer.order(ByteOrder.BIG_ENDIAN);
        try {
            buffer.put(VERSION);
            buffer.putLong(click.id().getMostSignificantBits());
            buffer.putLong(click.id().getLeastSignificantBits());
            buffer.putLong(click.at().toEpochMilli());
            buffer.putLong(click.linkId());
            buffer.putLong(click.visitor());
            putField(buffer, REFERRER_HOST, click.referrerHost());
            putField(buffer, USER_AGENT, click.userAgent());
            putField(buffer, COUNTRY, click.country());
        } finally {
            buffer.order(order);
        }
    }

    private static int fieldLength(@Nullable String text) {
        return text == null ? 0 : FIELD_HEADER + Utf8.length(text);
    }

    private static void putField(ByteBuffer buffer, byte tag, @Nullable String text) {
        if (text != null) {
            buffer.put(tag);
            buffer.putShort((short) Utf8.length(text));
            Utf8.put(text, buffer);
        }
    }
}
