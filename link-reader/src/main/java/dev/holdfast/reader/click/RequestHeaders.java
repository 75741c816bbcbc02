package dev.holdfast.reader.click;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the headers that make a click, and takes nonsense for absence. */
final class RequestHeaders {
    /** A front's clock and ours differ by less; a time farther off is not a time of this request. */
    private static final Duration MAX_SKEW = Duration.ofDays(1);

    private static final int ID_DIGITS = 32;
    private static final int MAX_SECONDS_DIGITS = 11;

    private RequestHeaders() {}

    /** The front's request id, 32 hex digits; a random id when there is none. */
    static UUID id(@Nullable String header) {
        if (header == null || header.length() != ID_DIGITS || !isHex(header)) {
            return UUID.randomUUID();
        }
        return new UUID(
                HexFormat.fromHexDigitsToLong(header, 0, ID_DIGITS / 2),
                HexFormat.fromHexDigitsToLong(header, ID_DIGITS / 2, ID_DIGITS));
    }

    /** The front's time of the request, {@code seconds.millis} since 1970; {@code now} when there is none. */
    static Instant time(@Nullable String header, Instant now) {
        Instant here = now.truncatedTo(ChronoUnit.MILLIS);
        if (header == null) {
            return here;
        }
        long millis = millis(header);
        return Math.abs(millis - here.toEpochMilli()) <= MAX_SKEW.toMillis() ? Instant.ofEpochMilli(millis) : here;
    }

    /**
     * The text without control characters and halves of surrogate pairs, which neither UTF-8 nor Postgres can hold, cut
     * to at most {@code max} chars; null when nothing is left.
     */
    static @Nullable String text(@Nullable String header, int max) {
        if (header == null) {
            return null;
        }
        int end = Math.min(header.length(), max);
        for (int i = 0; i < end; i++) {
            if (isOdd(header.charAt(i))) {
                return cleaned(header, max);
            }
        }
        String text = header.substring(0, end).strip();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String cleaned(String header, int max) {
        StringBuilder clean = new StringBuilder(max);
        header.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .takeWhile(c -> clean.length() + Character.charCount(c) <= max)
                .forEachOrdered(clean::appendCodePoint);
        String text = clean.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private static boolean isOdd(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c);
    }

    private static boolean isHex(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Milliseconds of {@code digits[.digits]}, -1 for anything else. Digits beyond the third are cut. */
    private static long millis(String header) {
        int dot = header.indexOf('.');
        int secondsEnd = dot < 0 ? header.length() : dot;
        if (secondsEnd == 0 || secondsEnd > MAX_SECONDS_DIGITS || secondsEnd == header.length() - 1) {
            return -1;
        }
        long millis = 0;
        for (int i = 0; i < secondsEnd + 4; i++) {
            int digit = i == secondsEnd || i >= header.length() ? 0 : header.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            millis = i == secondsEnd ? millis : millis * 10 + digit;
        }
        return millis;
    }
}
