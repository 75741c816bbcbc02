package dev.holdfast.model.code;

/** A code made from a link's id by the {@link CodeCipher}: the epoch's digit, then seven base62 characters. */
public record GeneratedCode(String text) implements LinkCode {
    public static final int LENGTH = 8;

    public GeneratedCode {
        if (!matches(text)) {
            throw new IllegalArgumentException("not a generated code: " + text);
        }
    }

    public int epoch() {
        return text.charAt(0) - '0';
    }

    static boolean matches(String text) {
        if (text.length() != LENGTH || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return false;
        }
        for (int i = 1; i < LENGTH; i++) {
            if (!isBase62(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isBase62(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
