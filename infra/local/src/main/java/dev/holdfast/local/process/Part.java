package dev.holdfast.local.process;

/**
 * A server of the platform that runs as a process of its own. Every method is harmless when there is nothing to do;
 * none may be called by two threads at once for the same part.
 */
public interface Part {
    /** The name it is known by everywhere: in commands, file names, logs. */
    String name();

    /** Starts it unless it runs, and returns when it serves. A part that was paused is resumed. */
    void start();

    /** Asks it to end in order, and insists after a while. Returns when no process of it is left. */
    void stop();

    /** SIGKILL to all its processes at once, as a crash of its machine would. */
    void kill();

    /** SIGSTOP to all its processes. */
    void pause();

    /** SIGCONT to all its processes. */
    void resume();

    boolean running();
}
