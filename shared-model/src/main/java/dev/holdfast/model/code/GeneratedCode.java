package dev.holdfast.model.code;

/** A code made from a link's id by the {@link CodeCipher}: the epoch's digit, then seven base62 characters. */
public record GeneratedCode(String text) implements LinkCode {
    /** Characters of a generated code. */
    public static final int LENGTH = 1 + Base62.DIGITS;

    public GeneratedCode {
        if (!matches(text)) {
            throw new IllegalArgumentException("not a generated code: " + text);
        }
    }

    /** The epoch whose key made the code, 0 to 9. */
    public int epoch() {
        return text.charAt(0) - '0';
    }

    static boolean matches(String text) {
        if (text.length() != LENGTH || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return false;
        }
        for (int i = 1; i < LENGTH; i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
