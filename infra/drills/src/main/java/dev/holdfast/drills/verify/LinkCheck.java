package dev.holdfast.drills.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.drills.probe.Api;
import dev.holdfast.drills.probe.Clock;
import dev.holdfast.drills.probe.Ledger;
import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.probe.Visitor;
import dev.holdfast.local.process.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every acknowledged link leads where it should, and no create became two links.
 *
 * @param checked how many were followed
 * @param lost those that do not resolve, or to another target
 * @param doubled targets of creates that became more than one link, and codes given twice
 * @param unlisted why nobody knows whether a link was doubled: the links could not be listed; else empty
 */
public record LinkCheck(int checked, List<String> lost, List<String> doubled, String unlisted) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A platform that stays away altogether is not waited for link by link. */
    private static final Duration ALL = Duration.ofMinutes(3);

    /** Follows every link once. Honest refusals (5xx) are repeated: they lose nothing. */
    public static LinkCheck of(Visitor visitor, Api api, Ledger ledger, String run) {
        Clock clock = new Clock();
        Deadline all = Deadline.in(ALL);
        List<String> lost =
                Parallel.ask(ledger.targets().entrySet(), link -> follow(visitor, clock, link, all)).stream()
                        .filter(problem -> !problem.isEmpty())
                        .toList();
        List<String> doubled = new ArrayList<>(ledger.clashes());
        String unlisted = "";
        try {
            doubled.addAll(listedTwice(api, run));
        } catch (IOException e) {
            unlisted = "the links can't be listed: " + e;
        }
        return new LinkCheck(ledger.targets().size(), lost, doubled, unlisted);
    }

    /** What is wrong with it; empty when all is well. */
    private static String follow(Visitor visitor, Clock clock, Map.Entry<String, String> link, Deadline all) {
        if (all.passed()) {
            return link.getKey() + " should lead to " + link.getValue() + ": not asked, for lack of answers before";
        }
        Sample[] last = new Sample[1];
        Deadline.in(PATIENCE).await(() -> {
            last[0] = visitor.follow(Sample.Kind.OLD, link.getKey(), link.getValue(), clock.now());
            return last[0].status() > 0 && last[0].status() < 500 || all.passed();
        });
        return last[0].ok()
                ? ""
                : link.getKey() + " should lead to " + link.getValue() + ": " + last[0].outcome() + " "
                        + last[0].status() + " " + last[0].detail();
    }

    private static List<String> listedTwice(Api api, String run) throws IOException {
        Map<String, Integer> times = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = page(api, "/api/v1/links?limit=100&q=" + run + cursor);
            page.path("items").forEach(link -> times.merge(link.path("target").asText(), 1, Integer::sum));
            cursor = page.path("nextCursor").isTextual()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return times.entrySet().stream()
                .filter(target -> target.getValue() > 1)
                .map(target -> target.getKey() + " became " + target.getValue() + " links")
                .toList();
    }

    private static JsonNode page(Api api, String path) throws IOException {
        JsonNode[] page = new JsonNode[1];
        IOException[] problem = new IOException[1];
        boolean got = Deadline.in(PATIENCE).await(() -> {
            try {
                page[0] = api.get(path);
                return true;
            } catch (IOException e) {
                problem[0] = e;
                return false;
            }
        });
        if (!got) {
            throw problem[0];
        }
        return page[0];
    }
}
