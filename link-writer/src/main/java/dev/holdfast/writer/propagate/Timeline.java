package dev.holdfast.writer.propagate;

import java.util.Optional;

/**
 * Which history of which database the values in Redis come from.
 *
 * @param system the database cluster's own identifier
 * @param number rises with every promotion
 */
record Timeline(long system, long number) {
    /** As it stands in Redis. */
    String text() {
        return Long.toUnsignedString(system) + "/" + number;
    }

    static Optional<Timeline> parse(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new Timeline(
                            Long.parseUnsignedLong(text.substring(0, slash)),
                            Long.parseLong(text.substring(slash + 1))));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether this is what came of that: the same database after further promotions. */
    boolean isAfter(Timeline that) {
        return system == that.system && number > that.number;
    }
}
