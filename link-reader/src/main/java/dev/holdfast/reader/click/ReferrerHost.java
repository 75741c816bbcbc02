package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host of a Referer header. Browsers send an absolute URL with a host in ASCII (punycode); a host with other
 * characters is not believed. A host that is an IP address is left out: no address is written anywhere.
 */
final class ReferrerHost {
    private ReferrerHost() {}

    /** In lower case, without port, user and final dot; null when there is none. */
    static @Nullable String of(@Nullable String referer) {
        if (referer == null) {
            return null;
        }
        int scheme = referer.indexOf("://");
        if (scheme <= 0 || !isName(referer, 0, scheme)) {
            return null;
        }
        int end = authorityEnd(referer, scheme + 3);
        int start = Math.max(scheme + 3, referer.lastIndexOf('@', end - 1) + 1);
        int colon = referer.indexOf(':', start);
        end = colon >= 0 && colon < end ? colon : end;
        end = end > start && referer.charAt(end - 1) == '.' ? end - 1 : end;
        return isHost(referer, start, end) ? referer.substring(start, end).toLowerCase(Locale.ROOT) : null;
    }

    private static int authorityEnd(String url, int from) {
        int at = from;
        while (at < url.length() && "/?#\\".indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isHost(String url, int start, int end) {
        int length = end - start;
        return length > 0
                && length <= ClickEvent.MAX_REFERRER_HOST
                && isName(url, start, end)
                && !endsInNumber(url, start, end);
    }

    private static boolean isName(String url, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = url.charAt(i);
            boolean ok = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0;
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    /** Whether the last label starts with a digit: to a browser that is an IPv4 address (no top-level domain does). */
    private static boolean endsInNumber(String url, int start, int end) {
        int label = Math.max(start, url.lastIndexOf('.', end - 1) + 1);
        return label >= end || Character.isDigit(url.charAt(label));
    }
}
