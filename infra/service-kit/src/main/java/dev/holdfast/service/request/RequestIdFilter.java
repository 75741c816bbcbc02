package dev.holdfast.service.request;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/**
 * Puts the request's id into the logging context and the answer of every API call. A filter for all paths that looks at
 * the path itself is cheaper for the redirects than one with a pattern, which the router would sort in for each
 * request.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestIdFilter implements Ordered {
    private static final String API = "/api/";

    @RequestFilter
    void identify(HttpRequest<?> request, MutablePropagatedContext context) {
        if (request.getPath().startsWith(API)) {
            context.add(new MdcPropagationContext(Map.of(RequestId.MDC_KEY, RequestId.of(request))));
        }
    }

    @ResponseFilter
    void echo(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (request.getPath().startsWith(API)) {
            response.header(RequestId.HEADER, RequestId.of(request));
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
