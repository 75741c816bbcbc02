package dev.holdfast.model.code;

/** Numbers as seven base62 digits, most significant first; a digit's value is its place in {@code 0-9A-Za-z}. */
final class Base62 {
    static final int RADIX = 62;
    static final int DIGITS = 7;

    /** How many numbers seven digits can name: 62^7. */
    static final long CAPACITY = 3_521_614_606_208L;

    private Base62() {}

    /** The digits' values of {@code 0 <= number < CAPACITY}. */
    static byte[] digits(long number) {
        byte[] digits = new byte[DIGITS];
        long rest = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            digits[i] = (byte) (rest % RADIX);
            rest /= RADIX;
        }
        return digits;
    }

    static long number(byte[] digits) {
        long number = 0;
        for (byte digit : digits) {
            number = number * RADIX + digit;
        }
        return number;
    }

    static char toChar(int digit) {
        if (digit < 10) {
            return (char) ('0' + digit);
        }
        return (char) (digit < 36 ? 'A' + digit - 10 : 'a' + digit - 36);
    }

    /** The value of a character that {@link #isDigit} accepts. */
    static int toDigit(char c) {
        if (c <= '9') {
            return c - '0';
        }
        return c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
