package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
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
    public ClickEvent of(long linkId, HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        UUID id = RequestHeaders.id(headers.get("X-Request-Id"));
        Instant at = RequestHeaders.time(headers.get("X-Request-Time"), clock.instant());
        String userAgent = RequestHeaders.text(headers.get(HttpHeaders.USER_AGENT), ClickEvent.MAX_USER_AGENT);
        String address = address(request);
        return new ClickEvent(
                id,
                at,
                linkId,
                visitors.of(at, address, userAgent),
                ReferrerHost.of(headers.get(HttpHeaders.REFERER)),
                userAgent,
                countries.of(address, headers));
    }

    /** The visitor's address as the front names it, else that of the connection, else nothing. */
    private static String address(HttpRequest<?> request) {
        String forwarded = request.getHeaders().get("X-Forwarded-For");
        if (forwarded != null && !forwarded.isBlank()) {
            return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        }
        @Nullable InetSocketAddress remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? ""
                : remote.getAddress().getHostAddress();
    }
}
