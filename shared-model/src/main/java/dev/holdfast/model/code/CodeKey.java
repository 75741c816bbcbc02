package dev.holdfast.model.code;

/**
 * The key of one epoch of codes and the ids it covers, both ends included.
 *
 * @param epoch 0 to 9
 * @param key {@value #KEY_LENGTH} bytes; not copied, the caller keeps it unchanged
 * @param firstId at least 1
 * @param lastId at most {@code firstId + 62^7 - 1}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of a database row, compared by nobody
public record CodeKey(int epoch, byte[] key, long firstId, long lastId) {
    /** Bytes of a key. */
    public static final int KEY_LENGTH = 32;

    /** Leaves the key out: this may be logged. */
    @Override
    public String toString() {
        return "CodeKey[epoch=" + epoch + ", firstId=" + firstId + ", lastId=" + lastId + "]";
    }
}
