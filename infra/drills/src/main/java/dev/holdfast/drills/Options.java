package dev.holdfast.drills;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param words what is no option
 * @param on kind of platform; null for whichever runs
 * @param target another address of the public front
 * @param reports where each run puts its folder
 * @param duration seconds that it stays broken, instead of the drill's own
 * @param rate redirects of old links a second; a fifth as many links are made
 * @param budgets instead of the drill's own
 */
record Options(
        List<String> words,
        @Nullable String on,
        @Nullable URI target,
        Path reports,
        @Nullable Double duration,
        double rate,
        Map<String, Double> budgets) {
    static final String USAGE = """
            usage: infra/stack drill NAME [options]     break, watch, restore, verify, report
                   infra/stack drill all [options]      every drill that this platform allows, then the table
                   infra/stack drill list               what there is
                   infra/stack drill status             when each was last run, and how it ended
                   infra/stack drill table              the same, as the table in docs/drills.md

              --on embedded|compose   which platform; without it whichever runs, the embedded one first
              --target URL            probe at another address: the public front; api and ops at the next two ports
              --duration SECONDS      how long it stays broken; after the repair it is watched no longer than that
              --rate N                redirects of old links a second (40); a fifth as many links are made
              --budget MEASURE=MOST   instead of the drill's own; may be repeated
              --report FOLDER         where the run's folder is made (infra/drills/reports)

            A run with --target, --duration, --rate or --budget has a report, but status, metric and table pass it over.

            exit code: 0 within budget, 1 over budget, 2 nothing was broken (misuse, a target that is not private or not
            healthy, or another drill under way on it), 3 the drill itself failed""";

    private static final double RATE = 40;

    /** Whether the drill is as its folder has it: only such a run says how a failover path does. */
    boolean standard() {
        return target == null && duration == null && rate == RATE && budgets.isEmpty();
    }

    static Options parse(List<String> arguments, Path reports) {
        List<String> words = new ArrayList<>();
        Map<String, String> given = new TreeMap<>();
        Map<String, Double> budgets = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--budget" -> budget(value(arguments, ++i, argument), budgets);
                case "--on", "--target", "--duration", "--rate", "--report" ->
                    given.put(argument, value(arguments, ++i, argument));
                default -> words.add(word(argument));
            }
        }
        String target = given.get("--target");
        String duration = given.get("--duration");
        return new Options(
                List.copyOf(words),
                given.get("--on"),
                target == null ? null : url(target),
                given.containsKey("--report") ? Path.of(given.get("--report")).toAbsolutePath() : reports,
                duration == null ? null : number("--duration", duration),
                given.containsKey("--rate") ? number("--rate", given.get("--rate")) : RATE,
                budgets);
    }

    private static String word(String argument) {
        if (argument.startsWith("-")) {
            throw DrillException.precondition("drill does not know " + argument + "\n" + USAGE);
        }
        return argument;
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at >= arguments.size()) {
            throw DrillException.precondition(option + " needs a value");
        }
        return arguments.get(at);
    }

    private static void budget(String text, Map<String, Double> budgets) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw DrillException.precondition("--budget needs MEASURE=MOST, not '" + text + "'");
        }
        budgets.put(text.substring(0, equals), number("--budget", text.substring(equals + 1)));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw DrillException.precondition("--target needs a URL such as http://127.0.0.1:8080, not '" + text + "'");
    }

    private static double number(String option, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw DrillException.precondition(option + " needs a number, not '" + text + "'");
    }
}
