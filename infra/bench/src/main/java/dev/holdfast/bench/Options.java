package dev.holdfast.bench;

import dev.holdfast.bench.measure.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param words what is no option: the bench's name and what belongs to it
 */
record Options(
        List<String> words,
        boolean quick,
        @Nullable Integer rounds,
        @Nullable Double seconds,
        @Nullable Integer size) {

    static Options parse(List<String> arguments) {
        Options options = new Options(List.of(), false, null, null, null);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--quick" ->
                    options = new Options(options.words, true, options.rounds, options.seconds, options.size);
                case "--rounds" -> {
                    double rounds = number(arguments, ++i, argument);
                    options = new Options(options.words, options.quick, (int) rounds, options.seconds, options.size);
                }
                case "--seconds" -> {
                    double seconds = number(arguments, ++i, argument);
                    options = new Options(options.words, options.quick, options.rounds, seconds, options.size);
                }
                case "--size" -> {
                    int size = (int) number(arguments, ++i, argument);
                    options = new Options(options.words, options.quick, options.rounds, options.seconds, size);
                }
                default -> options = options.withWord(argument);
            }
        }
        return options;
    }

    private Options withWord(String word) {
        if (word.startsWith("-")) {
            throw new BenchException(
                    "bench does not know " + word + "; it knows --quick, --rounds N, --seconds S and --size N");
        }
        List<String> more = Stream.concat(words.stream(), Stream.of(word)).toList();
        return new Options(more, quick, rounds, seconds, size);
    }

    private static double number(List<String> arguments, int at, String option) {
        try {
            double number = Double.parseDouble(arguments.get(at));
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // said below
        }
        throw new BenchException(option + " needs a number, 1 or more");
    }

    Plan plan() {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        plan = rounds == null ? plan : plan.withRounds(rounds);
        plan = size == null ? plan : plan.withSize(size);
        return seconds == null ? plan : plan.withTime(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** What is an option, as arguments. */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (quick) {
            flags.add("--quick");
        }
        if (rounds != null) {
            flags.addAll(List.of("--rounds", rounds.toString()));
        }
        if (seconds != null) {
            flags.addAll(List.of("--seconds", seconds.toString()));
        }
        if (size != null) {
            flags.addAll(List.of("--size", size.toString()));
        }
        return flags;
    }

    /** As it was typed, more or less. */
    String describe() {
        return "infra/stack bench " + String.join(" ", words) + " " + String.join(" ", flags());
    }
}
