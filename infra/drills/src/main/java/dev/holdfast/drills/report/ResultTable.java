package dev.holdfast.drills.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.catalogue.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All drills in one table, with what their last runs measured. */
public final class ResultTable {
    private static final String SLOWEST = "slowest-redirect-s";

    private final History history;
    private final StringBuilder table =
            new StringBuilder("| drill | on | last run | measured, and the most allowed | |\n|---|---|---|---|---|\n");

    private ResultTable(History history) {
        this.history = history;
    }

    public static String render(History history, List<Drill> drills) {
        ResultTable table = new ResultTable(history);
        drills.forEach(table::rows);
        return table.table.toString();
    }

    /** One for each kind of platform that it was run on, and one for those that it was not. */
    private void rows(Drill drill) {
        List<Kind> never = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Optional<JsonNode> last = history.last(drill, kind);
            if (last.isPresent()) {
                row(drill, kind.text(), day(last.get()), measured(drill, kind, last.get()), verdict(last.get()));
            } else if (drill.on().contains(kind)) {
                never.add(kind);
            }
        }
        if (!never.isEmpty()) {
            String kinds = never.stream().map(Kind::text).collect(Collectors.joining(", "));
            row(drill, kinds, "never", allowed(drill.budgets(never.getFirst())), "untested");
        }
    }

    private void row(Drill drill, String on, String day, String measured, String verdict) {
        String page = "[" + drill.name() + "](../infra/drills/" + drill.name() + "/README.md)";
        table.append(String.format("| %s | %s | %s | %s | %s |%n", page, on, day, measured, verdict));
    }

    private static String day(JsonNode run) {
        return run.path("began").asText().substring(0, 10);
    }

    private static String verdict(JsonNode run) {
        return run.path("passed").asBoolean() ? "within" : "**over**";
    }

    /** What must be 0 and is, by its names alone; all else with numbers. */
    private static String measured(Drill drill, Kind kind, JsonNode run) {
        List<String> zero = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        run.path("budgets").properties().forEach(budget -> {
            double most = budget.getValue().asDouble();
            double value = value(run, budget.getKey());
            if (most == 0 && value == 0) {
                zero.add(budget.getKey());
            } else {
                numbers.add(budget.getKey() + " **" + Numbers.text(value) + "** of " + Numbers.text(most));
            }
        });
        Stream.concat(Stream.of(SLOWEST), drill.watches(kind).stream().map(Watch::name))
                .filter(name ->
                        !run.path("budgets").has(name) && run.path("measures").has(name))
                .forEach(name -> numbers.add(name + " " + Numbers.text(value(run, name))));
        return Stream.concat(zero.isEmpty() ? Stream.of() : Stream.of("0 " + String.join(", ", zero)), numbers.stream())
                .collect(Collectors.joining("; "));
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
