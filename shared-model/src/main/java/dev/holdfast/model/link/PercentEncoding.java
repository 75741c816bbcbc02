package dev.holdfast.model.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The percent-encode sets of the URL standard that matter here: which ASCII characters each part escapes. */
enum PercentEncoding {
    PATH(" \"#<>?^`{}"),
    QUERY(" \"#<>'"),
    FRAGMENT(" \"<>`");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int REPLACEMENT = 0xFFFD;

    private final boolean[] escaped = new boolean[128];

    PercentEncoding(String characters) {
        characters.chars().forEach(c -> escaped[c] = true);
    }

    /** Appends the text with all that is not ASCII, and what this part escapes, percent-encoded as UTF-8. */
    void append(CharSequence text, StringBuilder out) {
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || escaped[c]) {
                out.append(text, plain, i);
                int codePoint = codePointAt(text, i);
                i += Character.charCount(codePoint) - 1;
                plain = i + 1;
                appendEscapedUtf8(codePoint, out);
            }
        }
        out.append(text, plain, text.length());
    }

    /** The bytes that the text stands for: its UTF-8 form with percent-encoded bytes decoded. */
    static byte[] decode(CharSequence text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && isEscape(text, i)) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c < 128) {
                bytes.write(c);
            } else {
                int codePoint = codePointAt(text, i);
                i += Character.charCount(codePoint) - 1;
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isEscape(CharSequence text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }

    /** Browsers read half of a surrogate pair as U+FFFD. */
    private static int codePointAt(CharSequence text, int i) {
        int codePoint = Character.codePointAt(text, i);
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
    }

    private static void appendEscapedUtf8(int codePoint, StringBuilder out) {
        if (codePoint < 0x80) {
            appendEscaped(codePoint, out);
            return;
        }
        if (codePoint < 0x800) {
            appendEscaped(0xC0 | codePoint >> 6, out);
        } else {
            if (codePoint < 0x10000) {
                appendEscaped(0xE0 | codePoint >> 12, out);
            } else {
                appendEscaped(0xF0 | codePoint >> 18, out);
                appendEscaped(0x80 | codePoint >> 12 & 0x3F, out);
            }
            appendEscaped(0x80 | codePoint >> 6 & 0x3F, out);
        }
        appendEscaped(0x80 | codePoint & 0x3F, out);
    }

    private static void appendEscaped(int value, StringBuilder out) {
        out.append('%').append(HEX.toHighHexDigit(value)).append(HEX.toLowHexDigit(value));
    }
}
