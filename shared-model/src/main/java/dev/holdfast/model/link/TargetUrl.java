package dev.holdfast.model.link;

import dev.holdfast.model.problem.ProblemException;
import java.util.Set;

/**
 * Where a link leads: an http or https URL, parsed and written as a browser does (the WHATWG URL standard). Immutable.
 *
 * @param href the URL as a browser shows it, pure ASCII, at most {@value #MAX_LENGTH} characters
 * @param hostAndPort the host as it stands in {@code href}, a colon, and the port, be it the scheme's default
 */
public record TargetUrl(String href, String hostAndPort) {
    /** Most characters of a target, both as given and as a browser shows it. */
    public static final int MAX_LENGTH = 8192;

    /**
     * Parses a target as a browser parses what is typed into a page's link. Halves of surrogate pairs count as U+FFFD.
     *
     * @throws ProblemException {@code invalid-target}, field {@code target}: what a browser would not open, or not with
     *     http or https, what carries a user name or password, holds a C0 control character or DEL, or is too long
     */
    public static TargetUrl parse(String input) {
        return UrlParser.parse(input);
    }

    /**
     * The place that this URL leads to, for comparison with others: host and port, where the default ports of http and
     * https count as one, since one of them commonly redirects to the other; a dot at the end of the host and IPv6
     * clothes of an IPv4 address do not matter.
     */
    public String site() {
        int colon = hostAndPort.lastIndexOf(':');
        String host = hostAndPort.substring(0, colon);
        String port = hostAndPort.substring(colon + 1);
        String plain = host.endsWith(".") ? host.substring(0, colon - 1) : Ipv6.unmapped(host);
        return plain + ":" + (port.equals("443") ? "80" : port);
    }

    /**
     * Whether this URL leads to one of these sites.
     *
     * @param sites as {@link #site} gives them
     */
    public boolean leadsTo(Set<String> sites) {
        return sites.contains(site());
    }
}
