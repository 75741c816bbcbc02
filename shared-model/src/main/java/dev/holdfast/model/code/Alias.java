package dev.holdfast.model.code;

/** A code that the link's creator chose. Case matters. */
public record Alias(String text) implements LinkCode {
    public static final int MIN_LENGTH = 3;
    public static final int MAX_LENGTH = 64;

    public Alias {
        if (!matches(text)) {
            throw new IllegalArgumentException("not an alias: " + text);
        }
    }

    static boolean matches(String text) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || GeneratedCode.matches(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!GeneratedCode.isBase62(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
