package dev.holdfast.model.click;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 into a buffer without a byte array in between. Half of a surrogate pair is written as a question mark. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes {@link #put} writes. */
    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length++;
            }
        }
        return length;
    }

    static void put(String text, ByteBuffer buffer) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer.put((byte) c);
            } else if (c < 0x800) {
                buffer.put((byte) (0xC0 | c >> 6));
                putTail(buffer, c);
            } else if (!Character.isSurrogate(c)) {
                buffer.put((byte) (0xE0 | c >> 12));
                putTail(buffer, c >> 6);
                putTail(buffer, c);
            } else if (isPair(text, i)) {
                putFour(buffer, text.codePointAt(i));
                i++;
            } else {
                buffer.put((byte) '?');
            }
        }
    }

    /** Strict: throws on anything that is not UTF-8. */
    static String get(ByteBuffer bytes) throws CharacterCodingException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
        return text.toString();
    }

    private static void putFour(ByteBuffer buffer, int codePoint) {
        buffer.put((byte) (0xF0 | codePoint >> 18));
        putTail(buffer, codePoint >> 12);
        putTail(buffer, codePoint >> 6);
        putTail(buffer, codePoint);
    }

    private static void putTail(ByteBuffer buffer, int bits) {
        buffer.put((byte) (0x80 | bits & 0x3F));
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
