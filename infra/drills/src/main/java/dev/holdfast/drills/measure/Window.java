package dev.holdfast.drills.measure;

/**
 * The moments of a drill, nanoseconds since the probes began.
 *
 * @param fault just before the first step that broke something
 * @param restore just before the first step that mended it
 * @param whole when every part served again
 * @param end of the probes
 */
public record Window(long fault, long restore, long whole, long end) {}
