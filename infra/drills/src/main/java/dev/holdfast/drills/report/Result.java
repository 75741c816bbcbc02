package dev.holdfast.drills.report;

import dev.holdfast.drills.measure.Window;
import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.verify.ClickCheck;
import dev.holdfast.drills.verify.LinkCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that came out of a drill.
 *
 * @param on the kind of platform
 * @param standard whether duration, rate and budgets were the drill's own
 * @param began when the probes did
 * @param budgets the most that is allowed, by measure
 * @param measures every number, by name
 */
public record Result(
        String drill,
        String title,
        String on,
        boolean standard,
        Instant began,
        double rate,
        Window window,
        Map<String, Double> budgets,
        Map<String, Double> measures,
        List<Event> events,
        List<Sample> samples,
        LinkCheck links,
        ClickCheck clicks) {

    public boolean passed() {
        return budgets.keySet().stream().allMatch(this::within);
    }

    boolean within(String measure) {
        Double most = budgets.get(measure);
        return most == null || measures.getOrDefault(measure, Double.POSITIVE_INFINITY) <= most;
    }

    String verdict() {
        return (passed() ? "within budget" : "OVER BUDGET") + (standard ? "" : ", not a standard run");
    }
}
