package dev.holdfast.drills.probe;

/**
 * One request of a client, or one create with all its repetitions.
 *
 * @param due when it was to be sent, nanoseconds since the probes began: latency counts from here
 * @param end when it was over
 * @param attempts how often it was sent
 * @param status of the last answer; 0 without one
 * @param detail what was wrong, for people
 */
public record Sample(
        Kind kind, long due, long end, int attempts, int status, Outcome outcome, String code, String detail) {
    /** What it was about. */
    public enum Kind {
        /** The redirect of a link made before the drill. */
        OLD,
        /** The redirect of a link at the moment its creation was acknowledged. */
        FRESH,
        /** A create with an idempotency key, repeated with the same key until it is answered. */
        CREATE
    }

    /** How it ended. */
    public enum Outcome {
        OK,
        /** A redirect to somewhere else. */
        WRONG_TARGET,
        /** 404 or 410 for a link that is there. */
        FALSE_404,
        /** Another status. */
        REFUSED,
        NO_ANSWER
    }

    public boolean ok() {
        return outcome == Outcome.OK;
    }

    public boolean redirect() {
        return kind != Kind.CREATE;
    }

    public double latencySeconds() {
        return (end - due) / 1e9;
    }
}
