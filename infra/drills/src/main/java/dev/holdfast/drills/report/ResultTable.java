package dev.holdfast.drills.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.catalogue.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All drills in one table, with what their last runs measured. */
public final class ResultTable {
    private static final String SLOWEST = "slowest-redirect-s";
    /** A failover that worked once may have been lucky. */
    private static final int RUNS = 3;

    private static final Pattern ROW =
            Pattern.compile("\\| \\[([a-z-]+)]\\S+ \\| ([a-z]+) \\| (\\d{4}-\\d\\d-\\d\\d) \\| .*");

    private final History history;
    private final String before;
    private final StringBuilder table =
            new StringBuilder("| drill | on | last run | measured, and the most allowed | |\n|---|---|---|---|---|\n");

    private ResultTable(History history, String before) {
        this.history = history;
        this.before = before;
    }

    /**
     * @param before the table as it was: rows of a later day than the reports here stay, since they are of runs
     *     elsewhere
     */
    public static String render(History history, List<Drill> drills, String before) {
        ResultTable table = new ResultTable(history, before);
        drills.forEach(table::rows);
        return table.table.toString();
    }

    /** One for each kind of platform that it was run on, and one for those that it was not. */
    private void rows(Drill drill) {
        List<Kind> never = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<JsonNode> last = history.last(drill, kind, RUNS);
            String day = last.isEmpty() ? "" : day(last.getLast());
            Optional<String> kept = drill.on().contains(kind) ? rowAfter(drill, kind, day) : Optional.empty();
            if (kept.isPresent()) {
                table.append(kept.get()).append('\n');
            } else if (!last.isEmpty()) {
                row(drill, kind.text(), day, measured(drill, kind, last), verdict(last));
            } else if (drill.on().contains(kind)) {
                never.add(kind);
            }
        }
        if (!never.isEmpty()) {
            String kinds = never.stream().map(Kind::text).collect(Collectors.joining(", "));
            row(drill, kinds, "never", allowed(drill.budgets(never.getFirst())), "untested");
        }
    }

    /** The row that there was, of a later day than this. */
    private Optional<String> rowAfter(Drill drill, Kind kind, String day) {
        return before.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> row.group(1).equals(drill.name()) && row.group(2).equals(kind.text()))
                .filter(row -> row.group(3).compareTo(day) > 0)
                .map(Matcher::group)
                .findFirst();
    }

    private void row(Drill drill, String on, String day, String measured, String verdict) {
        String page = "[" + drill.name() + "](../infra/drills/" + drill.name() + "/README.md)";
        table.append(String.format("| %s | %s | %s | %s | %s |%n", page, on, day, measured, verdict));
    }

    private static String day(JsonNode run) {
        return run.path("began").asText().substring(0, 10);
    }

    private static String verdict(List<JsonNode> runs) {
        String last = runs.getLast().path("passed").asBoolean() ? "within" : "**over**";
        boolean same = runs.stream().map(run -> run.path("passed")).distinct().count() == 1;
        return runs.size() == RUNS && same ? last + ", " + RUNS + " times running" : last;
    }

    /** What must be 0 and was each time, by its names alone; all else with numbers, one for each run. */
    private static String measured(Drill drill, Kind kind, List<JsonNode> runs) {
        List<String> zero = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        JsonNode budgets = runs.getLast().path("budgets");
        budgets.properties().forEach(budget -> {
            double most = budget.getValue().asDouble();
            if (most == 0 && having(runs, budget.getKey()).allMatch(run -> value(run, budget.getKey()) == 0)) {
                zero.add(budget.getKey());
            } else {
                numbers.add(budget.getKey() + " **" + values(runs, budget.getKey()) + "** of " + Numbers.text(most));
            }
        });
        Stream.concat(Stream.of(SLOWEST), drill.watches(kind).stream().map(Watch::name))
                .filter(name ->
                        !budgets.has(name) && runs.getLast().path("measures").has(name))
                .forEach(name -> numbers.add(name + " " + values(runs, name)));
        return Stream.concat(zero.isEmpty() ? Stream.of() : Stream.of("0 " + String.join(", ", zero)), numbers.stream())
                .collect(Collectors.joining("; "));
    }

    private static String values(List<JsonNode> runs, String measure) {
        return having(runs, measure)
                .map(run -> Numbers.text(value(run, measure)))
                .collect(Collectors.joining(", "));
    }

    /** Those that were made since there is such a measure. */
    private static Stream<JsonNode> having(List<JsonNode> runs, String measure) {
        return runs.stream().filter(run -> run.path("measures").has(measure));
    }

    private static double value(JsonNode run, String measure) {
        JsonNode value = run.path("measures").path(measure);
        return value.isNumber() ? value.asDouble() : Double.POSITIVE_INFINITY;
    }

    private static String allowed(Map<String, Double> budgets) {
        return budgets.entrySet().stream()
                .filter(budget -> budget.getValue() > 0)
                .map(budget -> budget.getKey() + " of " + Numbers.text(budget.getValue()))
                .collect(Collectors.joining("; "));
    }
}
