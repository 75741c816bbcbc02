package dev.holdfast.model.click;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answered redirect, as it travels from link-reader through Kafka to click-worker. Holds no IP address. Immutable.
 *
 * @param id the front's request id, the same however often the front retries on another reader
 * @param at the front's time of the request, to the millisecond, of the years 1970 to 9999; its UTC day is the click's
 *     day
 * @param linkId the link's id, at least 1
 * @param visitor a hash of address and user agent with the day's salt: tells visitors of one day apart, nothing else
 * @param referrerHost host of the Referer, lower case, 1 to {@value #MAX_REFERRER_HOST} characters, no control
 *     characters
 * @param userAgent 1 to {@value #MAX_USER_AGENT} characters, no control characters
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record ClickEvent(
        UUID id,
        Instant at,
        long linkId,
        long visitor,
        @Nullable String referrerHost,
        @Nullable String userAgent,
        @Nullable String country) {
    /** Most characters of a referrer host. */
    public static final int MAX_REFERRER_HOST = 255;

    /** Most characters of a user agent. */
    public static final int MAX_USER_AGENT = 512;

    /** Most bytes that {@link #encode} makes. */
    public static final int MAX_ENCODED_LENGTH = ClickEncoder.MAX_LENGTH;

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** @throws IllegalArgumentException when a value is outside its bounds */
    public ClickEvent {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        require(!at.isBefore(Instant.EPOCH) && at.isBefore(END), "at");
        require(linkId > 0, "linkId");
        require(referrerHost == null || isText(referrerHost, MAX_REFERRER_HOST), "referrerHost");
        require(userAgent == null || isText(userAgent, MAX_USER_AGENT), "userAgent");
        require(country == null || isCountry(country), "country");
    }

    /**
     * The click in the current version of the wire format, at most {@value #MAX_ENCODED_LENGTH} bytes;
     * {@link ClickDecoder} describes it.
     */
    public byte[] encode() {
        return ClickEncoder.encode(this);
    }

    /**
     * Reads a click of this version, the one before or the next.
     *
     * @throws MalformedClickException when the bytes are no such click; says why
     */
    public static ClickEvent decode(byte[] bytes) {
        return ClickDecoder.decode(bytes);
    }

    private static void require(boolean holds, String component) {
        if (!holds) {
            throw new IllegalArgumentException("a click's " + component + " is out of bounds");
        }
    }

    private static boolean isText(String text, int max) {
        if (text.isEmpty() || text.length() > max) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCountry(String country) {
        return country.length() == 2 && isUpper(country.charAt(0)) && isUpper(country.charAt(1));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
