package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import io.micronaut.http.HttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the click event of a request, from headers that may hold anything: whatever is nonsense counts as absent. The
 * address is used for the visitor hash and the country and kept nowhere. Safe for use by many threads; never blocks.
 */
@Singleton
public final class ClickFactory {
    // Netty's strings keep their hash: a header is found in half the time.
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
    private static final AsciiString REQUEST_TIME = AsciiString.cached("x-request-time");
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

    private final VisitorHash visitors;
    private final CountryLookup countries;
    private final InstantSource clock;

    @Inject
    ClickFactory(VisitorHash visitors, CountryLookup countries) {
        this(visitors, countries, InstantSource.system());
    }

    ClickFactory(VisitorHash visitors, CountryLookup countries, InstantSource clock) {
        this.visitors = visitors;
        this.countries = countries;
        this.clock = clock;
    }

    /**
     * The click of one answered redirect. Its id and time come from the front, so a request that the front retries on
     * another reader gives the same click.
     */
    public ClickEvent of(long linkId, Headers headers, @Nullable SocketAddress remote) {
        UUID id = RequestHeaders.id(headers.get(REQUEST_ID));
        Instant at = RequestHeaders.time(headers.get(REQUEST_TIME), clock.instant());
        String userAgent = RequestHeaders.text(headers.get(HttpHeaderNames.USER_AGENT), ClickEvent.MAX_USER_AGENT);
        String address = address(headers, remote);
        return new ClickEvent(
                id,
                at,
                linkId,
                visitors.of(at, address, userAgent),
                ReferrerHost.of(headers.get(HttpHeaderNames.REFERER)),
                userAgent,
                countries.of(address, headers));
    }

    /** The same for a request of the framework's. */
    public ClickEvent of(long linkId, HttpRequest<?> request) {
        return of(linkId, request.getHeaders()::get, request.getRemoteAddress());
    }

    /** The visitor's address as the front names it, else that of the connection, else nothing. */
    private static String address(Headers headers, @Nullable SocketAddress remote) {
        String forwarded = headers.get(FORWARDED_FOR);
        if (forwarded != null && !forwarded.isBlank()) {
            return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        }
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "";
    }
}
