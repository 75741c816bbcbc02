package dev.holdfast.bench;

import dev.holdfast.bench.measure.Plan;
import java.time.Duration;
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
        @Nullable Double seconds) {

    static Options parse(List<String> arguments) {
        Options options = new Options(List.of(), false, null, null);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--quick" -> options = new Options(options.words, true, options.rounds, options.seconds);
                case "--rounds" -> {
                    double rounds = number(arguments, ++i, argument);
                    options = new Options(options.words, options.quick, (int) rounds, options.seconds);
                }
                case "--seconds" -> {
                    double seconds = number(arguments, ++i, argument);
                    options = new Options(options.words, options.quick, options.rounds, seconds);
                }
                default -> options = options.withWord(argument);
            }
        }
        return options;
    }

    private Options withWord(String word) {
        if (word.startsWith("-")) {
            throw new BenchException("bench does not know " + word + "; it knows --quick, --rounds N and --seconds S");
        }
        List<String> more = Stream.concat(words.stream(), Stream.of(word)).toList();
        return new Options(more, quick, rounds, seconds);
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
        if (seconds == null) {
            return plan;
        }
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        return plan.withTime(time).withWarmup(time.compareTo(plan.warmup()) < 0 ? time : plan.warmup());
    }

    /** As it was typed, more or less. */
    String describe() {
        return "infra/stack bench " + String.join(" ", words) + (quick ? " --quick" : "")
                + (rounds == null ? "" : " --rounds " + rounds)
                + (seconds == null ? "" : " --seconds " + seconds);
    }
}
