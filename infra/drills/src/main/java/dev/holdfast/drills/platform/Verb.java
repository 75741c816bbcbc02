package dev.holdfast.drills.platform;

/** What can be done to a part of a platform. */
public enum Verb {
    /** SIGKILL; it stays away. */
    KILL,
    /** Ends in order; it stays away. */
    STOP,
    START,
    /** SIGSTOP, or all processes of a container frozen. */
    PAUSE,
    RESUME,
    /** The part's server is killed; whoever looks after it starts it again. */
    CRASH,
    /** Cut off its peers: every network but the one that clients come by. */
    CUT,
    JOIN
}
