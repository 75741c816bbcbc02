package dev.holdfast.drills.measure;

import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.probe.Sample.Kind;
import dev.holdfast.drills.probe.Sample.Outcome;
import dev.holdfast.drills.verify.ClickCheck;
import dev.holdfast.drills.verify.LinkCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The numbers that budgets are about, by name. Times are seconds. */
public final class Measures {
    /** Without an answer for longer than this, something was away; chance alone makes shorter gaps between arrivals. */
    private static final double NOTICEABLE = 2;

    private final List<Sample> samples;
    private final Window window;

    public Measures(List<Sample> samples, Window window) {
        this.samples = samples;
        this.window = window;
    }

    /** What can be measured by the requests and the verification. */
    public static Set<String> names() {
        LinkCheck links = new LinkCheck(0, List.of(), List.of(), "");
        ClickCheck clicks = new ClickCheck(0, 0, 0, 0, 0, List.of(), 0);
        return new Measures(List.of(), new Window(0, 0, 0, 0))
                .of(Duration.ZERO, links, clicks)
                .keySet();
    }

    /** @param grace failures of requests due up to this long after the fault are not late */
    public Map<String, Double> of(Duration grace, LinkCheck links, ClickCheck clicks) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        long late = window.fault() + grace.toNanos();
        numbers.put("redirects", count(Sample::redirect));
        numbers.put("failed-redirects", count(failed(Sample::redirect)));
        numbers.put("late-failed-redirects", count(failed(sample -> sample.redirect() && sample.due() > late)));
        numbers.put(
                "failed-redirects-at-repair",
                count(failed(sample -> sample.redirect() && sample.due() > window.restore())));
        numbers.put("false-404", count(sample -> sample.outcome() == Outcome.FALSE_404));
        numbers.put("wrong-targets", count(sample -> sample.outcome() == Outcome.WRONG_TARGET));
        numbers.put("slowest-redirect-s", slowest(Sample::redirect));
        numbers.put("redirects-back-s", back(Sample::redirect));
        numbers.put("creates", count(sample -> sample.kind() == Kind.CREATE));
        numbers.put("failed-creates", count(failed(sample -> sample.kind() == Kind.CREATE)));
        numbers.put("repeated-creates", count(sample -> sample.kind() == Kind.CREATE && sample.attempts() > 1));
        numbers.put(
                "creates-pause-s", pause(sample -> sample.kind() == Kind.CREATE).seconds());
        numbers.put("creates-back-s", back(sample -> sample.kind() == Kind.CREATE));
        numbers.put("checked-links", (double) links.checked());
        numbers.put("lost-links", (double) links.lost().size());
        numbers.put("doubled-links", (double) links.doubled().size());
        numbers.put("unverified", links.unlisted().isEmpty() ? 0.0 : 1.0);
        numbers.put("clicks", (double) clicks.answered());
        numbers.put("clicks-in-doubt", (double) clicks.unsure());
        numbers.put("missing-clicks", (double) clicks.missing());
        numbers.put("surplus-clicks", (double) clicks.surplus());
        return numbers;
    }

    private double count(Predicate<Sample> which) {
        return samples.stream().filter(which).count();
    }

    private static Predicate<Sample> failed(Predicate<Sample> which) {
        return which.and(sample -> !sample.ok());
    }

    /** Of those that came from the fault on. */
    private double slowest(Predicate<Sample> which) {
        return samples.stream()
                .filter(which)
                .filter(sample -> sample.end() > window.fault())
                .mapToDouble(Sample::latencySeconds)
                .max()
                .orElse(0);
    }

    /** A time without any success. */
    private record Pause(long from, long to) {
        double seconds() {
            return (to - from) / 1e9;
        }
    }

    /** The longest after the fault, to the next success or the end of the drill. */
    private Pause pause(Predicate<Sample> which) {
        long[] successes = LongStream.concat(
                        samples.stream()
                                .filter(which)
                                .filter(Sample::ok)
                                .mapToLong(Sample::end)
                                .filter(end -> end < window.end()),
                        LongStream.of(window.end()))
                .sorted()
                .toArray();
        Pause longest = new Pause(window.fault(), window.fault());
        long last = 0;
        for (long success : successes) {
            if (success > window.fault() && success - last > longest.to() - longest.from()) {
                longest = new Pause(last, success);
            }
            last = success;
        }
        return longest;
    }

    /** From the fault until the longest pause was over; 0 when there was none worth the name. */
    private double back(Predicate<Sample> which) {
        Pause longest = pause(which);
        return longest.seconds() > NOTICEABLE ? (longest.to() - window.fault()) / 1e9 : 0;
    }
}
