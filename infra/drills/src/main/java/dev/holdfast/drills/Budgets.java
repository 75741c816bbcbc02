package dev.holdfast.drills;

import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.catalogue.Watch;
import dev.holdfast.drills.fault.Fault;
import dev.holdfast.drills.measure.Measures;
import dev.holdfast.drills.measure.Observer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The most that a run allows, by measure: its drill's, and what the command line puts in their place. */
final class Budgets {
    /** One question may go unanswered, for 8 s; less than an election takes. */
    private static final double UNSEEN_SECONDS = 15;

    private Budgets() {}

    /** Refuses those of what is not measured: to find out afterwards would be late. */
    static Map<String, Double> of(Drill drill, Kind kind, Map<String, Double> given) {
        Map<String, Double> budgets = new TreeMap<>(drill.budgets(kind));
        budgets.putAll(given);
        if (budgets.containsKey(Observer.TWO_PRIMARIES)) {
            budgets.putIfAbsent(Observer.UNSEEN, UNSEEN_SECONDS);
        }
        Set<String> measures = measures(drill, kind);
        for (String name : budgets.keySet()) {
            if (!measures.contains(name)) {
                throw DrillException.precondition("drill " + drill.name() + " does not measure '" + name
                        + "'. It measures: " + String.join(", ", measures));
            }
        }
        return budgets;
    }

    private static Set<String> measures(Drill drill, Kind kind) {
        Set<String> measures = new TreeSet<>(Measures.names());
        measures.addAll(Observer.names());
        measures.addAll(Fault.names());
        drill.watches(kind).stream().map(Watch::name).forEach(measures::add);
        return measures;
    }
}
