package dev.holdfast.drills.fault;

import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.platform.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps, parted by semicolons:
 *
 * <ul>
 *   <li>{@code kill|stop|start|pause|resume|crash|cut|join PART...}, all parts at once;
 *   <li>{@code roll PART...}: stops and starts one after another, each when the one before serves again;
 *   <li>{@code scale SERVICE N}: so many instances; with {@code +N} so many more than before the drill;
 *   <li>{@code at-least SERVICE N}: scales up if there are fewer;
 *   <li>{@code promote PART}, {@code flush}, {@code switchover}, {@code lead SERVER}, {@code backup},
 *       {@code drop-links}: what the platform can do;
 *   <li>{@code wait SECONDS};
 *   <li>{@code mark}: what is acknowledged from now on is not promised; {@code restore-to-mark}: goes back to that
 *       moment, if something was dropped and no restore has succeeded yet;
 *   <li>{@code await-queue}: until next to no click waits.
 * </ul>
 *
 * <p>A PART is a name or a place, resolved when the fault begins and the same from then on: see {@link Places}.
 */
record Script(List<Step> steps) {
    static final String ROLL = "roll";
    static final String PROMOTE = "promote";
    static final String SCALE = "scale";
    static final String AT_LEAST = "at-least";
    static final String DROP_LINKS = "drop-links";
    static final Set<String> SPECIAL = Set.of(PROMOTE, SCALE, "flush", "switchover", "lead", "backup", DROP_LINKS);
    static final String WAIT = "wait";
    static final String AWAIT_QUEUE = "await-queue";
    static final String MARK = "mark";
    static final String RESTORE_TO_MARK = "restore-to-mark";

    private static final Set<String> OWN = Set.of(ROLL, AT_LEAST, WAIT, AWAIT_QUEUE, MARK, RESTORE_TO_MARK);

    private static final Set<String> VERBS = Arrays.stream(Verb.values())
            .map(verb -> verb.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    /** One step. */
    record Step(String command, List<String> arguments) {
        boolean isVerb() {
            return VERBS.contains(command);
        }

        /** Whether its arguments are PARTs. */
        boolean isAboutParts() {
            return isVerb() || command.equals(ROLL) || command.equals(PROMOTE);
        }

        Verb verb() {
            return Verb.valueOf(command.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return (command + " " + String.join(" ", arguments)).strip();
        }
    }

    static Script parse(String text) {
        return new Script(Stream.of(text.split(";"))
                .map(String::strip)
                .filter(step -> !step.isEmpty())
                .map(Script::step)
                .toList());
    }

    private static Step step(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        Step step = new Step(words.getFirst(), words.subList(1, words.size()));
        boolean known = step.isVerb() || SPECIAL.contains(step.command()) || OWN.contains(step.command());
        if (!known) {
            throw DrillException.error("a drill can't '" + text + "'");
        }
        return step;
    }
}
