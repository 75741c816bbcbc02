package dev.holdfast.model.link;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the WHATWG URL standard, without a base URL and for the schemes http and https only. For
 * these the standard's states come down to cutting the text at fixed characters, which is what this does.
 */
final class UrlParser {
    private static final String AUTHORITY_END = "/\\?#";

    private final String text;
    private final StringBuilder href;

    private UrlParser(String text) {
        this.text = text;
        this.href = new StringBuilder(text.length() + 1);
    }

    static TargetUrl parse(String input) {
        if (input.length() > TargetUrl.MAX_LENGTH) {
            throw tooLong("has " + input.length());
        }
        refuseControls(input);
        return new UrlParser(trimmed(input)).parse();
    }

    static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.INVALID_TARGET, detail, "target");
    }

    private TargetUrl parse() {
        String scheme = scheme();
        int start = skipSlashes(scheme.length() + 1);
        int end = indexOfAny(AUTHORITY_END, start);
        Authority authority = Authority.parse(text.substring(start, end), scheme);
        href.append(scheme).append("://").append(authority.host()).append(authority.explicitPort());
        appendRest(end);
        if (href.length() > TargetUrl.MAX_LENGTH) {
            throw tooLong("has " + href.length() + " once percent-encoded");
        }
        return new TargetUrl(href.toString(), authority.host() + ":" + authority.port());
    }

    private void appendRest(int start) {
        int hash = text.indexOf('#', start);
        int queryEnd = hash < 0 ? text.length() : hash;
        int question = text.indexOf('?', start, queryEnd);
        int pathEnd = question < 0 ? queryEnd : question;
        UrlPath.append(text.substring(start, pathEnd), href);
        if (question >= 0) {
            PercentEncoding.QUERY.append(text.substring(question, queryEnd), href);
        }
        if (hash >= 0) {
            href.append('#');
            PercentEncoding.FRAGMENT.append(text.substring(hash + 1), href);
        }
    }

    private String scheme() {
        int colon = text.indexOf(':');
        if (colon < 1 || !isScheme(text.substring(0, colon))) {
            throw refused("The target must be a whole URL that begins with https:// or http://.");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("The target's scheme must be https or http, not '" + shortened(scheme) + "'.");
        }
        return scheme;
    }

    private static boolean isScheme(String text) {
        boolean scheme = isLetter(text.charAt(0));
        for (int i = 1; i < text.length() && scheme; i++) {
            char c = text.charAt(i);
            scheme = isLetter(c) || c >= '0' && c <= '9' || "+-.".indexOf(c) >= 0;
        }
        return scheme;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Browsers take any number of slashes of either kind for two, none included. */
    private int skipSlashes(int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == '/' || text.charAt(i) == '\\')) {
            i++;
        }
        return i;
    }

    private int indexOfAny(String characters, int from) {
        int i = from;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static void refuseControls(String input) {
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            if (c < ' ' || c == 0x7F) {
                throw refused("The target must not contain control characters; character %d is U+%04X."
                        .formatted(i + 1, (int) c));
            }
        }
    }

    /** Without the spaces around it; other control characters are refused before. */
    private static String trimmed(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && input.charAt(start) == ' ') {
            start++;
        }
        while (end > start && input.charAt(end - 1) == ' ') {
            end--;
        }
        return input.substring(start, end);
    }

    private static ProblemException tooLong(String has) {
        return refused("The target may have 8,192 characters at most; it " + has + ".");
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "...";
    }

    /**
     * The part between the slashes and the path.
     *
     * @param host as the URL shows it
     * @param port the port in effect
     */
    private record Authority(String host, int port, int defaultPort) {
        private static final int MAX_PORT = 65535;

        static Authority parse(String text, String scheme) {
            int defaultPort = scheme.equals("https") ? 443 : 80;
            String hostAndPort = withoutEmptyCredentials(text);
            int colon = hostEnd(hostAndPort);
            String host = hostAndPort.substring(0, colon);
            if (host.isEmpty()) {
                throw refused("The target names no host: write " + scheme + "://, a host and a path.");
            }
            Integer port = port(hostAndPort.substring(Math.min(colon + 1, hostAndPort.length())));
            return new Authority(UrlHost.parse(host), port == null ? defaultPort : port, defaultPort);
        }

        String explicitPort() {
            return port == defaultPort ? "" : ":" + port;
        }

        /** Browsers drop an empty user name with an empty password and keep all others. */
        private static String withoutEmptyCredentials(String text) {
            int at = text.lastIndexOf('@');
            String credentials = text.substring(0, Math.max(at, 0));
            if (!credentials.isEmpty() && !credentials.equals(":")) {
                throw refused("The target must not contain a user name or password (the part before '@').");
            }
            return text.substring(at + 1);
        }

        /** The first colon that is not inside brackets, else the end. */
        private static int hostEnd(String text) {
            boolean inBrackets = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '[' || c == ']') {
                    inBrackets = c == '[';
                } else if (c == ':' && !inBrackets) {
                    return i;
                }
            }
            return text.length();
        }

        private static @Nullable Integer port(String digits) {
            int port = 0;
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(i) - '0';
                port = port * 10 + digit;
                if (digit < 0 || digit > 9 || port > MAX_PORT) {
                    throw refused("The target's port must be a number of 0 to 65535.");
                }
            }
            return digits.isEmpty() ? null : port;
        }
    }
}
