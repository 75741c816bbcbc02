package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.problem.Problem;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The responses of the public front. Refusals are rendered once, at start. Safe for use by several threads. */
@Singleton
final class Answers {
    /**
     * How long a browser may remember a permanent redirect, in seconds: what a change of its target waits for at most.
     */
    static final long PERMANENT_SECONDS = 3600;

    private static final AsciiString NOT_STORED = AsciiString.cached("private, no-store");
    private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    private static final MediaType PROBLEM_JSON = MediaType.of(Problem.MEDIA_TYPE);

    private static final DefaultHttpHeadersFactory CHECKED = DefaultHttpHeadersFactory.headersFactory();
    private static final DefaultHttpHeadersFactory UNCHECKED = CHECKED.withValidation(false);

    private final Map<Refusal, byte[]> pages = new EnumMap<>(Refusal.class);
    private final Map<Refusal, byte[]> problems = new EnumMap<>(Refusal.class);

    Answers(JsonMapper json) {
        for (Refusal refusal : Refusal.values()) {
            pages.put(refusal, Page.of(refusal.problem()).getBytes(StandardCharsets.UTF_8));
            problems.put(refusal, json(json, refusal.problem()));
        }
    }

    private static byte[] json(JsonMapper json, Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param now milliseconds since the epoch */
    MutableHttpResponse<?> redirect(CachedLink link, long now) {
        return HttpResponse.status(link.redirectStatus(), null)
                .header(HttpHeaderNames.LOCATION, link.target())
                .header(HttpHeaderNames.CACHE_CONTROL, caching(link, now));
    }

    /**
     * The same redirect as the connection's own message. Netty's validation looks at every character; it is only asked
     * for when it would refuse the target.
     */
    FullHttpResponse direct(CachedLink link, long now) {
        HttpHeaders headers = (canSplit(link.target()) ? CHECKED : UNCHECKED)
                .newHeaders()
                .add(HttpHeaderNames.LOCATION, link.target())
                .add(HttpHeaderNames.CACHE_CONTROL, caching(link, now))
                .add(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        HttpResponseStatus status = HttpResponseStatus.valueOf(link.redirectStatus());
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER, headers, EmptyHttpHeaders.INSTANCE);
    }

    private static boolean canSplit(String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0;
    }

    private static CharSequence caching(CachedLink link, long now) {
        boolean permanent = link.redirectStatus() == 301 || link.redirectStatus() == 308;
        if (!permanent) {
            return NOT_STORED;
        }
        long left = link.expiresAt() == CachedLink.NEVER
                ? PERMANENT_SECONDS
                : TimeUnit.MILLISECONDS.toSeconds(link.expiresAt() - now);
        return "private, max-age=" + Math.min(PERMANENT_SECONDS, left);
    }

    MutableHttpResponse<?> refuse(HttpRequest<?> request, Refusal refusal) {
        boolean page = Preference.of(request.getHeaders().get(HttpHeaderNames.ACCEPT)) == Preference.PAGE;
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(refusal.status(), null)
                .header(HttpHeaderNames.CACHE_CONTROL, NOT_STORED)
                .header(HttpHeaderNames.VARY, "Accept")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .contentType(page ? HTML : PROBLEM_JSON);
        special(response, refusal);
        if (page) {
            response.header("Content-Security-Policy", Page.POLICY).header("Referrer-Policy", "no-referrer");
        }
        return request.getMethod() == HttpMethod.HEAD
                ? response
                : response.body(page ? pages.get(refusal) : problems.get(refusal));
    }

    private static void special(MutableHttpResponse<?> response, Refusal refusal) {
        switch (refusal) {
            case METHOD -> response.header(HttpHeaderNames.ALLOW, "GET, HEAD");
            case UNCERTAIN -> response.header(HttpHeaderNames.RETRY_AFTER, "1");
            case UNKNOWN, GONE, NOTHING -> {}
        }
    }
}
