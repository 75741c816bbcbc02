package dev.holdfast.writer.api;

import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.problem.JsonFields;

/** Text that can be kept and shown: Postgres has no NUL, UTF-8 no halves of surrogate pairs. */
public final class PlainText {
    private PlainText() {}

    /**
     * Passes text of {@code min} to {@code max} characters, none of them a control character.
     *
     * @throws ProblemException {@code invalid-field} with this field's name
     */
    public static void require(String field, String text, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw JsonFields.invalid(field, "must have " + min + " to " + max + " characters");
        }
        if (!text.codePoints().allMatch(PlainText::isPlain)) {
            throw JsonFields.invalid(field, "must not have control characters or halves of surrogate pairs");
        }
    }

    private static boolean isPlain(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
