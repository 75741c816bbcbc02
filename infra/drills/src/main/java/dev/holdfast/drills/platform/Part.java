package dev.holdfast.drills.platform;

/**
 * A part of a platform, right now.
 *
 * @param state {@code up}, or what it is instead: {@code down}, {@code paused}, {@code cut}, {@code not-ready},
 *     {@code not-streaming}
 * @param role {@code primary}, {@code replica}, {@code master}, {@code holder} of the floating address, or empty
 * @param zone of its machine; empty where there is only one
 */
public record Part(String name, String state, String role, String zone) {
    public boolean up() {
        return state.equals("up");
    }

    /** The kind of part: its name without a number. */
    public String service() {
        return name.replaceFirst("-\\d+$", "");
    }
}
