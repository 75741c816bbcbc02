package dev.holdfast.reader.redirect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a request would rather have a page or problem JSON, by its Accept header as RFC 9110 reads it. */
enum Preference {
    PAGE,
    PROBLEM;

    private static final String[] PAGES = {"text/html", "application/xhtml+xml"};
    private static final String[] PROBLEMS = {"application/problem+json", "application/json"};
    private static final int MAX_LENGTH = 4096;

    /**
     * The kind with the higher weight; between equals the one that was named more exactly, else the problem. A client
     * that takes neither gets the problem too: an unwanted body is better than none.
     */
    static Preference of(@Nullable String accept) {
        if (accept == null || accept.length() > MAX_LENGTH) {
            return PROBLEM;
        }
        String[] ranges = accept.toLowerCase(Locale.ROOT).split(",", -1);
        Match page = best(ranges, PAGES);
        Match problem = best(ranges, PROBLEMS);
        return page.isBetterThan(problem) ? PAGE : PROBLEM;
    }

    private static Match best(String[] ranges, String[] types) {
        Match best = Match.NONE;
        for (String type : types) {
            Match match = match(ranges, type);
            best = match.isBetterThan(best) ? match : best;
        }
        return best;
    }

    /** The most exact range that covers the type decides its weight. */
    private static Match match(String[] ranges, String type) {
        Match match = Match.NONE;
        for (String range : ranges) {
            String[] parts = range.split(";", -1);
            int exactness = exactness(parts[0].strip(), type);
            if (exactness > match.exactness) {
                match = new Match(weight(parts), exactness);
            }
        }
        return match;
    }

    private static int exactness(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.equals("*/*")) {
            return 1;
        }
        boolean wholeKind = range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1));
        return wholeKind ? 2 : 0;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return weight(parameter.substring(2).strip());
            }
        }
        return 1;
    }

    private static double weight(String text) {
        return text.matches("[01](\\.[0-9]{0,3})?") ? Math.min(1, Double.parseDouble(text)) : 0;
    }

    /** How well a type is accepted; exactness 0 is not at all. */
    private record Match(double weight, int exactness) {
        private static final Match NONE = new Match(0, 0);

        boolean isBetterThan(Match other) {
            return weight > 0 && (weight > other.weight || weight == other.weight && exactness > other.exactness);
        }
    }
}
