package dev.holdfast.worker.enrich;

/**
 * What a user agent tells, each {@code ""} when not known.
 *
 * @param bot whether it is a program that follows links on its own rather than a person's browser
 * @param browser the family without a version, for example {@code Firefox}; for a bot its own name
 * @param os for example {@code Windows}
 * @param device {@code desktop}, {@code mobile}, {@code tablet}, {@code tv}, {@code console} or {@code bot}
 */
public record Client(boolean bot, String browser, String os, String device) {}
