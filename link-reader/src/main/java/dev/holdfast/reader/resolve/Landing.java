package dev.holdfast.reader.resolve;

import dev.holdfast.reader.routing.Read;

/**
 * How a search ended.
 *
 * @param passing a "no" that was true when the database was asked, and may not be a moment later
 */
record Landing(Resolution resolution, Read read, boolean passing) {
    static Landing found(Resolution.Found found, Read read) {
        return new Landing(found, read, false);
    }

    static Landing unknown() {
        return new Landing(new Resolution.Unknown(), Read.UNKNOWN, false);
    }
}
