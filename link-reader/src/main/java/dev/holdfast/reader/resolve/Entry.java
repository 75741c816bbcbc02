package dev.holdfast.reader.resolve;

/**
 * What is in memory of a code. Immutable.
 *
 * @param loadedAt when it was asked for
 * @param trueAt when it was certainly the newest: earlier than {@code loadedAt} where the source may be behind
 * @param retryAt not to be asked for again before this, since the last try got no answer
 */
record Entry(Resolution resolution, long loadedAt, long trueAt, long retryAt) {
    Entry(Resolution resolution, long loadedAt, long trueAt) {
        this(resolution, loadedAt, trueAt, Ticks.NEVER);
    }

    Entry retryingAt(long time) {
        return new Entry(resolution, loadedAt, trueAt, time);
    }
}
