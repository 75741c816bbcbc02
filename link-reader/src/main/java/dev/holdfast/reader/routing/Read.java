package dev.holdfast.reader.routing;

/** Where a read of a link was answered, and why there: the labels of {@code holdfast_reads_total}. */
public enum Read {
    /** In memory, as new as promised. */
    LOCAL("l1", "fresh"),
    /** In memory and too old, but no backend could tell better. */
    LOCAL_STALE("l1", "stale"),
    /** In memory, kept since it was shown: all that the backends have is older. */
    LOCAL_KEPT("l1", "kept"),
    /** By the answer to another request for the same code. */
    SHARED("l1", "shared"),
    REDIS("redis", "fresh"),
    /** Nobody vouches for Redis, and nobody else answers. */
    REDIS_LAST_RESORT("redis", "last-resort"),
    REPLICA("replica", "fresh"),
    /** The replica is behind, and the primary did not answer. */
    REPLICA_LAGGING("replica", "last-resort"),
    /** The replica had not got to this number, or did not know the alias. */
    PRIMARY_UNSETTLED("primary", "unsettled"),
    /** The replica was behind. */
    PRIMARY_LAG("primary", "lag"),
    /** The replica had an older version than was shown. */
    PRIMARY_OLDER("primary", "older"),
    /** No replica answered. */
    PRIMARY_REPLICA_DOWN("primary", "replica-down"),
    /** The request's Consistency-Token was beyond the replica. */
    PRIMARY_TOKEN("primary", "token"),
    /** The request asked for it. */
    PRIMARY_STRONG("primary", "strong"),
    /** Codes of numbers that were never issued, and of no form that a code has. */
    NOWHERE("none", "impossible"),
    /** Answered with 503. */
    UNKNOWN("none", "unknown");

    private final String destination;
    private final String reason;

    Read(String destination, String reason) {
        this.destination = destination;
        this.reason = reason;
    }

    public String destination() {
        return destination;
    }

    public String reason() {
        return reason;
    }
}
