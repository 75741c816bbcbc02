package dev.holdfast.bench.measure;

import dev.holdfast.local.logs.Console;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures contenders in turn, so that what changes over minutes (heat, neighbours) meets all of them alike. */
public final class Rounds {
    private final Plan plan;

    public Rounds(Plan plan) {
        this.plan = plan;
    }

    public Results run(List<? extends Contender> contenders) {
        WarmUp.run(contenders, plan);
        Results results = new Results();
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Contender contender : order) {
                Console.say("round " + round + " of " + plan.rounds() + ": " + contender.name());
                results.add(contender.name(), contender.round(plan.time()));
            }
            // Each goes first, and each follows another one, equally often.
            Collections.rotate(order, -1);
        }
        return results;
    }
}
