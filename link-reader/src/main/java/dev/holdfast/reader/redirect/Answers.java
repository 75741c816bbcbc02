package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.problem.Problem;
import dev.holdfast.service.lifecycle.Drain;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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

    private static final int FIRST_STATUS = 301;
    private static final int LAST_STATUS = 308;
    private static final byte[][] STARTS = IntStream.rangeClosed(FIRST_STATUS, LAST_STATUS)
            .mapToObj(status -> ascii("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\nlocation: "))
            .toArray(byte[][]::new);
    private static final byte[] MIDDLE = ascii("\r\ncache-control: ");
    private static final byte[] END = ascii("\r\ncontent-length: 0\r\n\r\n");

    private final Map<Refusal, byte[]> pages = new EnumMap<>(Refusal.class);
    private final Map<Refusal, byte[]> problems = new EnumMap<>(Refusal.class);

    private final Drain drain;

    Answers(JsonMapper json, Drain drain) {
        this.drain = drain;
        for (Refusal refusal : Refusal.values()) {
            pages.put(refusal, Page.of(refusal.problem()).getBytes(StandardCharsets.UTF_8));
            problems.put(refusal, json(json, refusal.problem()));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
        return start(link.redirectStatus())
                .header(HttpHeaderNames.LOCATION, link.target())
                .header(HttpHeaderNames.CACHE_CONTROL, caching(link, now));
    }

    /** No filter of the framework's comes behind these answers: they themselves ask for the end of a connection. */
    private MutableHttpResponse<byte[]> start(int status) {
        MutableHttpResponse<byte[]> response = HttpResponse.status(status, null);
        return drain.active() ? response.header(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE) : response;
    }

    /** The same redirect as the bytes of the whole answer, for a link with a plain target. */
    ByteBuf direct(CachedLink link, long now, ByteBufAllocator allocator) {
        byte[] start = STARTS[link.redirectStatus() - FIRST_STATUS];
        CharSequence caching = caching(link, now);
        ByteBuf answer =
                allocator.buffer(start.length + link.target().length() + MIDDLE.length + caching.length() + END.length);
        answer.writeBytes(start);
        ByteBufUtil.writeAscii(answer, link.target());
        answer.writeBytes(MIDDLE);
        ByteBufUtil.writeAscii(answer, caching);
        return answer.writeBytes(END);
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
        MutableHttpResponse<byte[]> response = start(refusal.status())
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
