package dev.holdfast.reader.redirect;

import dev.holdfast.reader.click.Headers;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of a plain request, read from a connection's bytes: {@code GET /CODE HTTP/1.1} and headers of visible ASCII,
 * each on its own line, ended by CR LF; no body, nothing asked of the connection but to be kept. Whatever is odd,
 * incomplete or larger is not for this class to understand, and not wrong for that: it belongs to a whole HTTP decoder.
 *
 * <p>Read anew for each request, so that none costs an object. Not for use by several threads.
 */
final class RequestHead implements Headers {
    /** As large a head as is looked at. Those of browsers have some 700 bytes. */
    static final int MAX_BYTES = 4096;

    static final int MAX_HEADERS = 40;

    private static final byte[] START = ascii("GET /");
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");
    /** Who sends one of these wants more than an answer. */
    private static final byte[][] DEMANDS = {
        ascii("content-length"), ascii("transfer-encoding"), ascii("expect"), ascii("upgrade")
    };

    private static final boolean[] IN_NAMES = new boolean[128];

    static {
        "-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                .chars()
                .forEach(c -> IN_NAMES[c] = true);
    }

    private final byte[] bytes = new byte[MAX_BYTES];
    private final int[] nameStarts = new int[MAX_HEADERS];
    private final int[] nameEnds = new int[MAX_HEADERS];
    private final int[] valueEnds = new int[MAX_HEADERS];
    private int length;
    private int codeEnd;
    private int headers;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Looks at what is readable, and leaves it so. How many bytes the head has; 0 when no plain one stands there. */
    int read(ByteBuf in) {
        length = Math.min(in.readableBytes(), MAX_BYTES);
        in.getBytes(in.readerIndex(), bytes, 0, length);
        headers = 0;
        int line = requestLine();
        while (line > 0 && line + 1 < length) {
            if (bytes[line] == '\r') {
                return bytes[line + 1] == '\n' ? line + 2 : 0;
            }
            line = header(line);
        }
        return 0;
    }

    /** What the path names, without its slash; 1 or more of the characters that codes are made of. */
    String code() {
        return new String(bytes, START.length, codeEnd - START.length, StandardCharsets.ISO_8859_1);
    }

    /** Where the next line starts; 0 when this is no plain request. */
    private int requestLine() {
        if (!stands(START, 0)) {
            return 0;
        }
        codeEnd = nameEnd(START.length);
        return codeEnd > START.length && stands(VERSION, codeEnd) ? codeEnd + VERSION.length : 0;
    }

    private boolean stands(byte[] expected, int at) {
        return at + expected.length <= length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    /** The first place that holds nothing of a name. */
    private int nameEnd(int from) {
        int at = from;
        while (at < length && bytes[at] >= 0 && IN_NAMES[bytes[at]]) {
            at++;
        }
        return at;
    }

    /** Where the next line starts; 0 when this header is not plain. */
    private int header(int start) {
        int colon = nameEnd(start);
        if (colon == start || colon == length || bytes[colon] != ':' || headers == MAX_HEADERS) {
            return 0;
        }
        int end = colon + 1;
        while (end < length && bytes[end] >= ' ' && bytes[end] != 127) {
            end++;
        }
        if (end + 1 >= length || bytes[end] != '\r' || bytes[end + 1] != '\n') {
            return 0;
        }
        nameStarts[headers] = start;
        nameEnds[headers] = colon;
        valueEnds[headers] = end;
        headers++;
        return isPlain(headers - 1) ? end + 2 : 0;
    }

    private boolean isPlain(int header) {
        for (byte[] demand : DEMANDS) {
            if (isAt(nameStarts[header], nameEnds[header], demand)) {
                return false;
            }
        }
        return !isAt(nameStarts[header], nameEnds[header], CONNECTION)
                || isAt(valueStart(header), valueEnd(header), KEEP_ALIVE);
    }

    /** Whether this text, in lower case, stands there in any case. */
    private boolean isAt(int from, int to, byte[] text) {
        if (to - from != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (lower(bytes[from + i]) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
    }

    private int valueStart(int header) {
        int at = nameEnds[header] + 1;
        while (at < valueEnds[header] && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private int valueEnd(int header) {
        int at = valueEnds[header];
        while (at > nameEnds[header] + 1 && bytes[at - 1] == ' ') {
            at--;
        }
        return at;
    }

    @Override
    public @Nullable String get(CharSequence name) {
        for (int i = 0; i < headers; i++) {
            if (isNamed(i, name)) {
                int start = valueStart(i);
                return new String(bytes, start, Math.max(0, valueEnd(i) - start), StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    private boolean isNamed(int header, CharSequence name) {
        int start = nameStarts[header];
        if (nameEnds[header] - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(bytes[start + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
