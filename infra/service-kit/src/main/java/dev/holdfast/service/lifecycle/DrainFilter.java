package dev.holdfast.service.lifecycle;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Asks the front to let go of its connections while there is still time, so that no request meets a closing one. Only
 * answers that come from the router pass here: a filter that answers ahead of it has to ask by itself.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class DrainFilter {
    private final Drain drain;

    DrainFilter(Drain drain) {
        this.drain = drain;
    }

    @ResponseFilter
    void close(MutableHttpResponse<?> response) {
        if (drain.active()) {
            response.header(HttpHeaders.CONNECTION, "close");
        }
    }
}
