package dev.holdfast.drills.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    static String text(double number) {
        if (Double.isInfinite(number)) {
            return "never";
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e9;
        return whole ? Long.toString((long) number) : String.format(Locale.ROOT, number < 1 ? "%.2f" : "%.1f", number);
    }

    /** With its unit, as the measure's name ends. */
    static String text(String measure, double number) {
        return text(number) + (measure.endsWith("-s") && !Double.isInfinite(number) ? " s" : "");
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
