package dev.holdfast.model.link;

import java.util.Locale;

/** The path of a URL: dot segments are resolved, backslashes count as slashes. */
final class UrlPath {
    private UrlPath() {}

    /**
     * Appends the path as browsers show it, at least a slash.
     *
     * @param path empty, or beginning with a slash or backslash
     */
    static void append(String path, StringBuilder out) {
        int base = out.length();
        int start = Math.min(1, path.length());
        boolean last;
        do {
            int end = segmentEnd(path, start);
            last = end == path.length();
            appendSegment(path.substring(start, end), last, base, out);
            start = end + 1;
        } while (!last);
    }

    private static void appendSegment(String segment, boolean last, int base, StringBuilder out) {
        int dots = dots(segment);
        if (dots == 2) {
            out.setLength(Math.max(base, out.lastIndexOf("/")));
        }
        if (dots == 0) {
            out.append('/');
            PercentEncoding.PATH.append(segment, out);
        } else if (last) {
            out.append('/');
        }
    }

    /** 1 for the segment of one dot, 2 for that of two, 0 for all others; a dot may be percent-encoded. */
    private static int dots(String segment) {
        if (segment.isEmpty() || segment.length() > 6) {
            return 0;
        }
        return switch (segment.toLowerCase(Locale.ROOT).replace("%2e", ".")) {
            case "." -> 1;
            case ".." -> 2;
            default -> 0;
        };
    }

    private static int segmentEnd(String path, int from) {
        int i = from;
        while (i < path.length() && path.charAt(i) != '/' && path.charAt(i) != '\\') {
            i++;
        }
        return i;
    }
}
