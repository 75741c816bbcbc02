package dev.holdfast.bench.report;

import dev.holdfast.bench.measure.Spread;
import java.util.Locale;

/** Numbers as people read them: three digits that count. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    static String text(Spread spread) {
        if (spread.rounds() == 1) {
            return text(spread.median());
        }
        return text(spread.median()) + " (" + text(spread.min()) + " to " + text(spread.max()) + ")";
    }
}
