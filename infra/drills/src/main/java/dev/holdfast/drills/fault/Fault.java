package dev.holdfast.drills.fault;

import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.platform.Part;
import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.platform.Verb;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Breaks a platform and restores it, whatever happens in between: an interrupted JVM restores on its way out. For use
 * by one thread and the JVM's shutdown.
 */
public final class Fault {
    private static final Duration MENDING = Duration.ofMinutes(3);
    private static final String FAILED_STEPS = "failed-steps";
    private static final String NOT_WHOLE = "not-whole";

    private final Target target;
    private final Script breaks;
    private final Script restores;
    private final Consumer<String> events;
    private final BooleanSupplier queueDrained;
    private final Places places;
    private final Duration mending;
    private final Set<String> mended = new HashSet<>();
    private boolean broken;
    private int failedSteps;
    private double notWhole;
    private Instant mark = Instant.EPOCH;
    private boolean dropped;

    /**
     * @param breaks steps that break: see {@link Script}
     * @param restores steps that undo it
     * @param events told of each step before it is done
     * @param queueDrained whether next to no click waits
     */
    public Fault(
            Target target,
            String breaks,
            String restores,
            Places places,
            Consumer<String> events,
            BooleanSupplier queueDrained) {
        this(target, breaks, restores, places, events, queueDrained, MENDING);
    }

    /** @param mending how long every part may take until it serves again */
    Fault(
            Target target,
            String breaks,
            String restores,
            Places places,
            Consumer<String> events,
            BooleanSupplier queueDrained,
            Duration mending) {
        this.target = target;
        this.mending = mending;
        this.breaks = Script.parse(breaks);
        this.restores = Script.parse(restores);
        this.places = places;
        this.events = events;
        this.queueDrained = queueDrained;
        // All places are looked up while all is well: a missing one must not show halfway.
        for (Script script : List.of(this.breaks, this.restores)) {
            script.steps().stream().filter(Script.Step::isAboutParts).forEach(step -> places.find(step.arguments()));
        }
    }

    /** Takes steps that break nothing. */
    public static void prepare(Target target, String steps, List<Part> parts) {
        Fault fault = new Fault(target, steps, "", new Places(parts), Console::say, () -> true);
        fault.breaks.steps().forEach(fault::run);
    }

    /** What {@link #measures} are called. */
    public static Set<String> names() {
        return Set.of(FAILED_STEPS, NOT_WHOLE);
    }

    /**
     * Breaks it. From now on {@link #restore} is owed.
     *
     * @return whether every step could be taken; those after one that failed are not
     */
    public synchronized boolean begin() {
        broken = true;
        Runtime.getRuntime().addShutdownHook(new Thread(this::restoreOnExit));
        return breaks.steps().stream().allMatch(this::attempt);
    }

    private synchronized void restoreOnExit() {
        if (broken) {
            Console.say("interrupted: restoring");
            restore();
        }
    }

    /** Undoes it, once, as far as it can be undone; then sees that every part serves. */
    public synchronized void restore() {
        if (broken) {
            restores.steps().forEach(this::attempt);
            mend();
            broken = false;
        }
    }

    /** How that went: steps that failed, and parts that did not serve again in time (infinite: nobody could tell). */
    public synchronized Map<String, Double> measures() {
        return Map.of(FAILED_STEPS, (double) failedSteps, NOT_WHOLE, notWhole);
    }

    /** A failure is a result like any other: it is told and counted. */
    private boolean attempt(Script.Step step) {
        try {
            run(step);
            return true;
        } catch (RuntimeException e) {
            failedSteps++;
            events.accept("failed: " + oneLine(e));
            return false;
        }
    }

    private static String oneLine(RuntimeException e) {
        return e.toString().replaceFirst("^\\S+Exception: ", "").lines().collect(Collectors.joining(" "));
    }

    /** What was restored already is not restored again, and what was never dropped not at all. */
    private boolean due(Script.Step step) {
        return dropped || !step.command().equals(Script.RESTORE_TO_MARK);
    }

    private void run(Script.Step step) {
        if (!due(step)) {
            return;
        }
        events.accept(step.toString());
        if (step.isVerb()) {
            target.act(step.verb(), places.find(step.arguments()));
            return;
        }
        switch (step.command()) {
            case Script.WAIT -> {
                double seconds = Double.parseDouble(step.arguments().getFirst());
                Deadline.in(Duration.ofMillis(Math.round(seconds * 1000))).await(() -> false);
            }
            case Script.ROLL -> places.find(step.arguments()).forEach(this::restart);
            case Script.AWAIT_QUEUE -> Deadline.in(MENDING).await(queueDrained);
            case Script.SCALE -> scale(step.arguments().get(0), step.arguments().get(1));
            case Script.AT_LEAST -> {
                String service = step.arguments().get(0);
                if (places.before(service) < Long.parseLong(step.arguments().get(1))) {
                    scale(service, step.arguments().get(1));
                }
            }
            case Script.MARK -> mark = Instant.now().truncatedTo(ChronoUnit.MICROS);
            case Script.DROP_LINKS -> {
                dropped = true;
                target.special(step.command(), step.arguments());
            }
            case Script.RESTORE_TO_MARK -> {
                target.special("restore", List.of("--to", mark.toString()));
                dropped = false;
            }
            case Script.PROMOTE -> target.special(step.command(), places.find(step.arguments()));
            default -> target.special(step.command(), step.arguments());
        }
    }

    private void scale(String service, String number) {
        target.special(Script.SCALE, List.of(service, Long.toString(places.number(service, number))));
    }

    private void restart(String part) {
        target.act(Verb.STOP, List.of(part));
        target.act(Verb.START, List.of(part));
        if (!Deadline.in(mending).await(() -> up(part))) {
            throw DrillException.error(part + " does not serve again");
        }
    }

    private boolean up(String name) {
        return target.parts().stream().anyMatch(part -> part.name().equals(name) && part.up());
    }

    /** Whatever the steps left behind. */
    private void mend() {
        if (!Deadline.in(mending).await(() -> away() == 0)) {
            events.accept("failed: the platform is not whole again");
        }
    }

    /** How many parts do not serve, each of which is helped as far as possible. */
    private double away() {
        try {
            List<Part> away =
                    target.parts().stream().filter(part -> !upOrMended(part)).toList();
            notWhole = away.size();
        } catch (RuntimeException e) {
            notWhole = Double.POSITIVE_INFINITY;
        }
        return notWhole;
    }

    private boolean upOrMended(Part part) {
        switch (part.state()) {
            case "down" -> mend(Verb.START, part);
            case "paused" -> mend(Verb.RESUME, part);
            case "cut" -> mend(Verb.JOIN, part);
            default -> {}
        }
        return part.up();
    }

    /** Told once; one that can't be helped now does not keep the others from it. */
    private void mend(Verb verb, Part part) {
        String step = "mend: " + verb.name().toLowerCase(Locale.ROOT) + " " + part.name();
        if (mended.add(step)) {
            events.accept(step);
        }
        try {
            target.act(verb, List.of(part.name()));
        } catch (DrillException e) {
            if (mended.add("failed: " + step)) {
                events.accept("failed: " + oneLine(e));
            }
        }
    }

    /** The parts that are not well, for people. */
    public static String describe(List<Part> parts) {
        return String.join(
                ", ",
                parts.stream()
                        .filter(part -> !part.up())
                        .map(part -> part.name() + " is " + part.state())
                        .toList());
    }
}
