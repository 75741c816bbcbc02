package dev.holdfast.drills.report;

/** Something that the drill did. @param time nanoseconds since the probes began */
public record Event(long time, String text) {}
