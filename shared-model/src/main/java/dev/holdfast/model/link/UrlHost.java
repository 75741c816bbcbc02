package dev.holdfast.model.link;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import dev.holdfast.model.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The host parser of the URL standard: domains, IPv4 addresses in all their notations, IPv6 addresses. */
final class UrlHost {
    /** The standard's forbidden domain code points, without the control characters. */
    private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

    /** UTS #46 with CheckHyphens and VerifyDnsLength false: what ICU reports regardless, and browsers let pass. */
    private static final Set<IDNA.Error> HARMLESS = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /**
     * Chars of a domain that is not ASCII: eight times what the domain name system can hold. Normalizing takes a time
     * that grows with the square of the length, and ICU gives up on labels of 1,000.
     */
    private static final int MAX_INTERNATIONAL = 2000;

    private UrlHost() {}

    /** The host as the URL shows it. */
    static String parse(String input) {
        if (input.startsWith("[")) {
            if (!input.endsWith("]")) {
                throw UrlParser.refused("The target's IPv6 address must end with ']'.");
            }
            return "[" + Ipv6.parse(input.substring(1, input.length() - 1)) + "]";
        }
        String domain = isPlain(input)
                ? input.toLowerCase(Locale.ROOT)
                : toAscii(new String(PercentEncoding.decode(input), StandardCharsets.UTF_8));
        refuseForbidden(domain);
        return Ipv4.endsInNumber(domain) ? Ipv4.parse(domain) : domain;
    }

    /** Whether there is nothing to decode. */
    private static boolean isPlain(String input) {
        int i = 0;
        while (i < input.length() && input.charAt(i) < 128 && input.charAt(i) != '%') {
            i++;
        }
        return i == input.length();
    }

    /**
     * The standard takes a domain that is ASCII as it is, whether or not its {@code xn--} labels are valid: there are
     * pages at invalid ones.
     */
    private static String toAscii(String domain) {
        if (domain.chars().allMatch(c -> c < 128)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        if (domain.length() > MAX_INTERNATIONAL) {
            throw tooLong();
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        try {
            UTS46.nameToASCII(domain, ascii, info);
        } catch (ICUInputTooLongException _) {
            throw tooLong();
        }
        if (!HARMLESS.containsAll(info.getErrors()) || ascii.isEmpty()) {
            throw UrlParser.refused("The target's host is not a valid international domain name: check its spelling.");
        }
        return ascii.toString();
    }

    private static ProblemException tooLong() {
        return UrlParser.refused("The target's host is too long.");
    }

    private static void refuseForbidden(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            if (c <= ' ' || c >= 127 || FORBIDDEN.indexOf(c) >= 0) {
                throw UrlParser.refused("The target's host must not contain "
                        + (c <= ' ' || c >= 127 ? "U+%04X.".formatted((int) c) : "'" + c + "'."));
            }
        }
    }
}
