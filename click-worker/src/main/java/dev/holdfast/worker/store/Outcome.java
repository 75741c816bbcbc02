package dev.holdfast.worker.store;

import dev.holdfast.worker.deadletter.Cause;
import java.util.Map;

/**
 * What became of a batch that was committed. Arithmetic: consumed = counted + duplicates + the dead letters of all
 * causes.
 */
public record Outcome(int consumed, int counted, int duplicates, Map<Cause, Integer> deadLetters) {}
