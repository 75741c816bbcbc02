package dev.holdfast.reader.redirect;

import org.jspecify.annotations.Nullable;

/** Finds the code in a path. */
final class PathCode {
    /** The longest code with every character percent-encoded. */
    private static final int MAX_LENGTH = 1 + 3 * 64;

    private PathCode() {}

    /**
     * What may be a code in a path of one segment, or null. Percent-encoded characters count as what they stand for, as
     * RFC 3986 wants it for those that codes are made of.
     */
    static @Nullable String of(String path) {
        if (path.length() < 2 || path.length() > MAX_LENGTH || path.charAt(0) != '/' || path.indexOf('/', 1) >= 0) {
            return null;
        }
        String segment = path.substring(1);
        return segment.indexOf('%') < 0 ? segment : decode(segment);
    }

    private static @Nullable String decode(String segment) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
            int low = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0 || high > 7) {
                return null;
            }
            decoded.append((char) (high * 16 + low));
            i += 2;
        }
        return decoded.toString();
    }
}
