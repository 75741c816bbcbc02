package dev.holdfast.drills.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.drills.probe.Sample.Kind;
import dev.holdfast.drills.probe.Sample.Outcome;
import dev.holdfast.local.process.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * Makes links through the api front as a careful client does: each with an idempotency key, repeated with the same key
 * while there is no answer or a 5xx. Safe for use by many threads.
 */
final class Creator {
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Api api;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration patience;

    /** @param patience when it is given up */
    Creator(Api api, Ledger ledger, Clock clock, Duration patience) {
        this.api = api;
        this.ledger = ledger;
        this.clock = clock;
        this.patience = patience;
    }

    /** @param due by the clock */
    Sample create(String target, long due) {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\r\n";
        String body = Api.JSON.createObjectNode().put("target", target).toString();
        Deadline deadline = Deadline.in(patience);
        Sample last = attempt(key, body, target, due, 1);
        while (repeatable(last) && !deadline.passed()) {
            Deadline.in(PAUSE).await(() -> false);
            last = attempt(key, body, target, due, last.attempts() + 1);
        }
        return last;
    }

    private static boolean repeatable(Sample sample) {
        return sample.outcome() == Outcome.NO_ANSWER || sample.status() >= 500 || sample.status() == 429;
    }

    private Sample attempt(String key, String body, String target, long due, int number) {
        try {
            Reply reply = api.send("POST", "/api/v1/links", key, body, ATTEMPT);
            if (reply.status() != 201 && reply.status() != 200) {
                return sample(due, number, reply.status(), Outcome.REFUSED, "", reply.body());
            }
            JsonNode link = Api.JSON.readTree(reply.body());
            String code = link.path("code").asText();
            ledger.acknowledge(code, target);
            boolean right = link.path("target").asText().equals(target);
            return sample(due, number, reply.status(), right ? Outcome.OK : Outcome.WRONG_TARGET, code, "");
        } catch (IOException e) {
            return sample(due, number, 0, Outcome.NO_ANSWER, "", e.toString());
        }
    }

    private Sample sample(long due, int attempts, int status, Outcome outcome, String code, String detail) {
        return new Sample(Kind.CREATE, due, clock.now(), attempts, status, outcome, code, detail);
    }
}
