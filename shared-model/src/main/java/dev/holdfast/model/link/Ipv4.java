package dev.holdfast.model.link;

import dev.holdfast.model.problem.ProblemException;
import java.util.List;

/** IPv4 addresses as browsers read them: one to four parts, each decimal, octal or hexadecimal. */
final class Ipv4 {
    private static final int MAX_PARTS = 4;
    private static final long INVALID = -1;

    private Ipv4() {}

    /** Whether the host is to be read as an address: its last part, but for one empty one, is a number. */
    static boolean endsInNumber(String host) {
        String undotted = undotted(host);
        String last = undotted.substring(undotted.lastIndexOf('.') + 1);
        // Every number, a hexadecimal one too, begins with a digit.
        boolean digit = !last.isEmpty() && last.charAt(0) >= '0' && last.charAt(0) <= '9';
        return digit && (last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) != INVALID);
    }

    /** The address in dotted decimal form. */
    static String parse(String host) {
        List<String> parts = parts(host);
        if (parts.size() > MAX_PARTS) {
            throw invalid(host);
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            long number = number(parts.get(i));
            int bytes = last ? MAX_PARTS - i : 1; // the last part fills what the others leave
            if (number == INVALID || number >= 1L << 8 * bytes) {
                throw invalid(host);
            }
            address = address << 8 * bytes | number;
        }
        return dotted(address);
    }

    static String dotted(long address) {
        return (address >> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
    }

    private static String undotted(String host) {
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static List<String> parts(String host) {
        return List.of(undotted(host).split("\\.", -1));
    }

    private static long number(String part) {
        if (part.isEmpty()) {
            return INVALID;
        }
        if (part.startsWith("0x") || part.startsWith("0X")) {
            return number(part.substring(2), 16);
        }
        return part.length() > 1 && part.charAt(0) == '0' ? number(part.substring(1), 8) : number(part, 10);
    }

    /** No digits are 0. What is above the largest address stays above it, however many digits it has. */
    private static long number(String digits, int radix) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return INVALID;
            }
            number = Math.min(number * radix + digit, 1L << 32);
        }
        return number;
    }

    private static ProblemException invalid(String host) {
        String shown = host.length() <= 60 ? host : host.substring(0, 60) + "...";
        return UrlParser.refused("The target's host '" + shown + "' ends in a number and is no IPv4 address.");
    }
}
