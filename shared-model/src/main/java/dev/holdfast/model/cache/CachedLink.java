package dev.holdfast.model.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a redirect needs to know of a link, in one version. Immutable.
 *
 * @param expiresAt milliseconds since the epoch, or {@link #NEVER}
 * @param redirectStatus 301, 302, 307 or 308
 * @param target pure ASCII
 */
public record CachedLink(long id, long version, State state, int redirectStatus, long expiresAt, String target) {
    public static final long NEVER = Long.MAX_VALUE;

    /** Deleted and disabled links are tombstones: they are kept as long as possible, to outlive what they replace. */
    public enum State {
        ACTIVE,
        DISABLED,
        DELETED
    }

    private static final int HEADER = CacheKeys.POSITION_DIGITS + 1 + Short.BYTES + Long.BYTES + Long.BYTES;

    public boolean isNewerThan(CachedLink other) {
        return version > other.version;
    }

    /** Whether a redirect at this time (milliseconds since the epoch) is answered with the target. */
    public boolean redirectsAt(long now) {
        return state == State.ACTIVE && now < expiresAt;
    }

    /**
     * Whether the target can stand in a header as it is: it does not end the line. Every target that was checked can.
     */
    public boolean hasPlainTarget() {
        return target.indexOf('\n') < 0 && target.indexOf('\r') < 0 && target.indexOf('\0') < 0;
    }

    /** The value in Redis: the version as 19 digits, which the scripts compare, then the rest. */
    public byte[] encode() {
        byte[] ascii = target.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEADER + ascii.length)
                .put(CacheKeys.position(version).getBytes(StandardCharsets.US_ASCII))
                .put((byte) ('0' + state.ordinal()))
                .putShort((short) redirectStatus)
                .putLong(id)
                .putLong(expiresAt)
                .put(ascii)
                .array();
    }

    /** The link in this value, or empty when the value is not one of ours: it is then worth as much as a miss. */
    public static Optional<CachedLink> decode(byte[] value) {
        if (value.length < HEADER) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        long version = digits(buffer);
        int state = buffer.get() - '0';
        int status = buffer.getShort();
        long id = buffer.getLong();
        long expiresAt = buffer.getLong();
        if (version < id || id < 1 || state < 0 || state >= State.values().length || status < 301 || status > 308) {
            return Optional.empty();
        }
        String target = new String(value, HEADER, value.length - HEADER, StandardCharsets.US_ASCII);
        return Optional.of(new CachedLink(id, version, State.values()[state], status, expiresAt, target));
    }

    private static long digits(ByteBuffer buffer) {
        long number = 0;
        for (int i = 0; i < CacheKeys.POSITION_DIGITS; i++) {
            int digit = buffer.get() - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
