package dev.holdfast.drills.probe;

import dev.holdfast.drills.probe.Sample.Kind;
import dev.holdfast.drills.probe.Sample.Outcome;
import java.io.IOException;
import java.time.Duration;

/** Follows links through the public front, each once. Safe for use by many threads. */
public final class Visitor {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String HEADERS = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101"
            + " Firefox/143.0\r\nAccept: text/html\r\n";

    private final Wire front;
    private final Ledger ledger;
    private final Clock clock;

    public Visitor(Wire front, Ledger ledger, Clock clock) {
        this.front = front;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param due by the clock */
    public Sample follow(Kind kind, String code, String target, long due) {
        try {
            Reply reply = front.send("GET", "/" + code, HEADERS, "", LIMIT);
            Outcome outcome = judge(reply, target);
            ledger.clicked(code, redirected(reply));
            String detail = outcome == Outcome.OK ? "" : reply.header("location") + reply.body();
            return new Sample(kind, due, clock.now(), 1, reply.status(), outcome, code, detail);
        } catch (IOException e) {
            ledger.clicked(code, false);
            return new Sample(kind, due, clock.now(), 1, 0, Outcome.NO_ANSWER, code, e.toString());
        }
    }

    private static boolean redirected(Reply reply) {
        return reply.status() / 100 == 3;
    }

    private static Outcome judge(Reply reply, String target) {
        if (redirected(reply)) {
            return reply.header("location").equals(target) ? Outcome.OK : Outcome.WRONG_TARGET;
        }
        return reply.status() == 404 || reply.status() == 410 ? Outcome.FALSE_404 : Outcome.REFUSED;
    }
}
