package dev.holdfast.model.code;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;

/** A code that the link's creator chose. Case matters. */
public record Alias(String text) implements LinkCode {
    public static final int MIN_LENGTH = 3;
    public static final int MAX_LENGTH = 64;

    public Alias {
        if (!matches(text)) {
            throw new IllegalArgumentException("not an alias: " + text);
        }
    }

    /**
     * The alias that a link's creator asks for. Existing aliases are parsed by {@link LinkCode#parse}: a word may
     * become reserved later.
     *
     * @throws ProblemException {@code invalid-alias}, field {@code alias}
     */
    public static Alias requested(String text) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
            throw refused("must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, it has " + text.length());
        }
        if (GeneratedCode.matches(text)) {
            throw refused("must not look like a generated code: change its length or its first character, a digit");
        }
        if (!matches(text)) {
            throw refused("may hold only the letters A-Z and a-z, digits, '-' and '_'");
        }
        if (ReservedWords.contains(text)) {
            throw refused("'" + text + "' is a reserved word: choose another");
        }
        return new Alias(text);
    }

    private static ProblemException refused(String requirement) {
        return new ProblemException(ProblemCode.INVALID_ALIAS, "The alias " + requirement + ".", "alias");
    }

    static boolean matches(String text) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || GeneratedCode.matches(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Base62.isDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
