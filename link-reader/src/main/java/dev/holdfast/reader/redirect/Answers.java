package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.problem.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
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

    private static final String NOT_STORED = "private, no-store";
    private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    private static final MediaType PROBLEM_JSON = MediaType.of(Problem.MEDIA_TYPE);

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
                .header(HttpHeaders.LOCATION, link.target())
                .header(HttpHeaders.CACHE_CONTROL, caching(link, now));
    }

    private static String caching(CachedLink link, long now) {
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
        boolean page = Preference.of(request.getHeaders().get(HttpHeaders.ACCEPT)) == Preference.PAGE;
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(refusal.status(), null)
                .header(HttpHeaders.CACHE_CONTROL, NOT_STORED)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
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
            case METHOD -> response.header(HttpHeaders.ALLOW, "GET, HEAD");
            case UNCERTAIN -> response.header(HttpHeaders.RETRY_AFTER, "1");
            case UNKNOWN, GONE, NOTHING -> {}
        }
    }
}
