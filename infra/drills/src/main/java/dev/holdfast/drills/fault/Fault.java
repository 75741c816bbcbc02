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
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Breaks a platform and restores it, whatever happens in between: an interrupted JVM restores on its way out. For use
 * by one thread and the JVM's shutdown.
 */
public final class Fault {
    private static final Duration MENDING = Duration.ofMinutes(3);

    private final Target target;
    private final Script breaks;
    private final Script restores;
    private final Consumer<String> events;
    private final BooleanSupplier queueDrained;
    private final Places places;
    private boolean broken;
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
            List<Part> parts,
            Consumer<String> events,
            BooleanSupplier queueDrained) {
        this.target = target;
        this.breaks = Script.parse(breaks);
        this.restores = Script.parse(restores);
        this.places = new Places(parts);
        this.events = events;
        this.queueDrained = queueDrained;
        // All places are looked up while all is well: a missing one must not show halfway.
        for (Script script : List.of(this.breaks, this.restores)) {
            script.steps().stream().filter(Script.Step::isVerb).forEach(step -> places.find(step.arguments()));
        }
    }

    /** Takes steps that break nothing. */
    public static void prepare(Target target, String steps, List<Part> parts) {
        new Fault(target, steps, "", parts, Console::say, () -> true).run(Script.parse(steps));
    }

    /** Breaks it. From now on {@link #restore} is owed. */
    public synchronized void begin() {
        broken = true;
        Runtime.getRuntime().addShutdownHook(new Thread(this::restoreOnExit));
        run(breaks);
    }

    private synchronized void restoreOnExit() {
        if (broken) {
            Console.say("interrupted: restoring");
            restore();
        }
    }

    /** Undoes it, once; then sees that every part serves. */
    public synchronized void restore() {
        if (!broken) {
            return;
        }
        try {
            run(restores);
        } finally {
            mend();
            broken = false;
        }
    }

    private void run(Script script) {
        for (Script.Step step : script.steps()) {
            if (due(step)) {
                events.accept(step.toString());
                run(step);
            }
        }
    }

    /** What was restored already is not restored again, and what was never dropped not at all. */
    private boolean due(Script.Step step) {
        return dropped || !step.command().equals(Script.RESTORE_TO_MARK);
    }

    private void run(Script.Step step) {
        if (step.isVerb()) {
            target.act(step.verb(), places.find(step.arguments()));
            return;
        }
        switch (step.command()) {
            case Script.WAIT -> {
                double seconds = Double.parseDouble(step.arguments().getFirst());
                Deadline.in(Duration.ofMillis(Math.round(seconds * 1000))).await(() -> false);
            }
            case Script.AWAIT_QUEUE -> Deadline.in(MENDING).await(queueDrained);
            case Script.MARK -> mark = Instant.now().truncatedTo(ChronoUnit.MICROS);
            case Script.DROP_LINKS -> {
                dropped = true;
                target.special(step.command(), step.arguments());
            }
            case Script.RESTORE_TO_MARK -> {
                target.special("restore", List.of("--to", mark.toString()));
                dropped = false;
            }
            default -> target.special(step.command(), step.arguments());
        }
    }

    /** Whatever the steps left behind. */
    private void mend() {
        Deadline deadline = Deadline.in(MENDING);
        if (!deadline.await(() -> target.parts().stream().allMatch(this::upOrMended))) {
            throw DrillException.error("the platform is not whole again: " + describe(target.parts()));
        }
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

    private void mend(Verb verb, Part part) {
        events.accept("mend: " + verb.name().toLowerCase(Locale.ROOT) + " " + part.name());
        target.act(verb, List.of(part.name()));
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
