package dev.holdfast.worker.deadletter;

import dev.holdfast.model.click.MalformedClickException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a record could not be counted. The text is stable: it stands in the table, in the API, in the metrics and in the
 * runbook. Trouble of the database or of Kafka is never a cause.
 */
public enum Cause {
    /** No bytes at all. Nothing to be had from it: discard it once its sender is mended. */
    EMPTY,
    /** Not a click, or one of a version that this worker doesn't know: that counts after an upgrade and a replay. */
    UNKNOWN_VERSION,
    /** Cut off. Discard it once its sender is mended. */
    TRUNCATED,
    /** A value is outside its bounds. Discard it once its sender is mended. */
    INVALID_FIELD,
    /** The link's id was never issued: by a promotion that lost the link, or by another installation. */
    UNKNOWN_LINK,
    /** Older than the days that are kept: nothing would tell a repeat from a new click. */
    TOO_OLD,
    /** Further ahead of the database's clock than allowed. Counts when it is replayed after that time has come. */
    FROM_THE_FUTURE,
    /** The database refused the row's data itself. */
    NOT_STORABLE;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The cause as operators see it, for example {@code unknown-link}. */
    public String text() {
        return text;
    }

    /** The cause with this text; null when there is none. */
    public static @Nullable Cause of(String text) {
        for (Cause cause : values()) {
            if (cause.text.equals(text)) {
                return cause;
            }
        }
        return null;
    }

    public static Cause of(MalformedClickException exception) {
        return switch (exception.reason()) {
            case EMPTY -> EMPTY;
            case UNKNOWN_VERSION -> UNKNOWN_VERSION;
            case TRUNCATED -> TRUNCATED;
            case INVALID_FIELD -> INVALID_FIELD;
        };
    }
}
