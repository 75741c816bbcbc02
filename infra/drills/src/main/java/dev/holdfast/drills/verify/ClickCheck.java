package dev.holdfast.drills.verify;

import dev.holdfast.drills.probe.Api;
import dev.holdfast.drills.probe.Ledger;
import dev.holdfast.drills.probe.Ledger.Clicks;
import dev.holdfast.local.process.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether every click is counted, and none twice: a link's count lies between its answered redirects and those plus the
 * requests without one, which may have reached a reader.
 *
 * @param answered redirects of all links
 * @param unsure requests without a redirect
 * @param counted by the platform
 * @param missing clicks that are not counted
 * @param surplus clicks that nobody made
 * @param wrong links whose count is wrong, with what it is
 * @param seconds that it took from the question to the last click
 */
public record ClickCheck(
        long answered, long unsure, long counted, long missing, long surplus, List<String> wrong, double seconds) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Waits until all are counted, for minutes if it must, and until none is on its way. */
    public static ClickCheck of(Api api, Queue queue, Ledger ledger) {
        long start = System.nanoTime();
        Map<String, Clicks> clicks = ledger.clicks();
        List<String> waiting = new ArrayList<>(clicks.keySet());
        Deadline deadline = Deadline.in(PATIENCE);
        deadline.await(() -> {
            List<Long> counts = Parallel.ask(waiting, code -> count(api, code));
            for (int i = waiting.size() - 1; i >= 0; i--) {
                if (counts.get(i) >= answered(clicks, waiting.get(i))) {
                    waiting.remove(i);
                }
            }
            return waiting.isEmpty();
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        deadline.await(queue::empty);
        List<String> codes = List.copyOf(clicks.keySet());
        Deadline last = Deadline.in(PATIENCE);
        return judge(clicks, codes, Parallel.ask(codes, code -> surely(api, code, last)), seconds);
    }

    private static ClickCheck judge(Map<String, Clicks> clicks, List<String> codes, List<Long> counts, double seconds) {
        long missing = 0;
        long surplus = 0;
        long unsure = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            long least = answered(clicks, codes.get(i));
            long most = least + unsure(clicks, codes.get(i));
            long count = counts.get(i);
            missing += Math.max(0, least - count);
            surplus += Math.max(0, count - most);
            unsure += most - least;
            if (count < least || count > most) {
                wrong.add(
                        codes.get(i) + " has " + count + " clicks, not " + least + (most > least ? " to " + most : ""));
            }
        }
        long answered = codes.stream().mapToLong(code -> answered(clicks, code)).sum();
        long counted = counts.stream().mapToLong(Long::longValue).sum();
        return new ClickCheck(answered, unsure, counted, missing, surplus, wrong, seconds);
    }

    private static long answered(Map<String, Clicks> clicks, String code) {
        Clicks of = clicks.get(code);
        return of == null ? 0 : of.answered().get();
    }

    private static long unsure(Map<String, Clicks> clicks, String code) {
        Clicks of = clicks.get(code);
        return of == null ? 0 : of.unsure().get();
    }

    /** -1 when it can't be told by then. */
    private static long surely(Api api, String code, Deadline last) {
        long[] count = {-1};
        Deadline.in(Duration.ofSeconds(20)).await(() -> {
            count[0] = last.passed() ? -1 : count(api, code);
            return count[0] >= 0 || last.passed();
        });
        return count[0];
    }

    /** -1 when it can't be told now. */
    private static long count(Api api, String code) {
        try {
            return api.get("/api/v1/links/" + code + "/stats").path("total").asLong(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
