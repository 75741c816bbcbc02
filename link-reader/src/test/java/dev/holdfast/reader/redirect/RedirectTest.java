package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.RawAnswer;
import dev.holdfast.reader.ReaderUnderTest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static ReaderUnderTest reader;

    @BeforeAll
    static void start() {
        reader = ReaderUnderTest.start();
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aLinkIsFollowed(String method) {
        LinkRows.insert("follow-" + method, "https://xn--bcher-kva.example/a%20b?c=1#d");
        HttpResponse<String> answer = reader.send(method, "/follow-" + method);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://xn--bcher-kva.example/a%20b?c=1#d");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "301,'private, max-age=3600'",
        "302,'private, no-store'",
        "307,'private, no-store'",
        "308,'private, max-age=3600'"
    })
    void theStatusIsTheLinks(int status, String caching) {
        long id = LinkRows.insert("status-" + status, "https://example.com/");
        LinkRows.update(id, "redirect_status = " + status);
        LinkRows.awaitReplica();
        HttpResponse<String> answer = reader.get("/status-" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Cache-Control")).contains(caching);
    }

    @Test
    void aPermanentRedirectIsNotRememberedBeyondItsExpiry() {
        long id = LinkRows.insert("short-lived", "https://example.com/");
        LinkRows.update(id, "redirect_status = 301, expires_at = now() + interval '100 seconds'");
        LinkRows.awaitReplica();
        String caching =
                reader.get("/short-lived").headers().firstValue("Cache-Control").orElseThrow();
        assertThat(Integer.parseInt(caching.substring("private, max-age=".length())))
                .isBetween(60, 100);
    }

    @ParameterizedTest
    @CsvSource({"disabled,disabled = true", "deleted,deleted = true", "expired,expires_at = now() - interval '1 second'"
    })
    void whatDoesNotRedirectAnyMoreIsGone(String name, String set) {
        LinkRows.update(LinkRows.insert("gone-" + name, "https://example.com/"), set);
        LinkRows.awaitReplica();
        HttpResponse<String> answer = reader.get("/gone-" + name);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("\"code\":\"link-gone\"");
    }

    @Test
    void anUnknownCodeIsAProblemForProgramsAndAPageForBrowsers() {
        HttpResponse<String> problem = reader.get("/no-such-link");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.headers().firstValue("Vary")).contains("Accept");
        assertThat(problem.body()).contains("\"code\":\"link-not-found\"").contains("\"field\":null");
        HttpResponse<String> page = reader.get("/no-such-link", "Accept", BROWSER);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body()).startsWith("<!doctype html>").contains("<h1>No such link</h1>");
        assertThat(page.body().length()).isLessThan(1500);
    }

    @Test
    void aCodeMayComePercentEncoded() {
        LinkRows.insert("per-cent", "https://example.com/");
        assertThat(reader.get("/per%2Dcent?utm_source=x").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/robots.txt",
                "/a",
                "/a/b",
                "/health",
                "/prometheus",
                "/..",
                "/%00",
                "/%zz",
                "/%",
                "/;a=b",
                "/.git/config",
                "/%2e%2e%2f",
                "/%F0%9F%98%80",
                "//",
                "/no-such-link/"
            })
    void anythingElseIsASmallProperAnswer(String path) {
        RawAnswer answer = RawAnswer.to(reader.address(), "GET " + path + " HTTP/1.1");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.head().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer.body().length()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"})
    void aLinkCanOnlyBeFollowed(String method) {
        HttpResponse<String> answer = reader.send(method, "/whatever");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void aHugePathIsRefused() {
        RawAnswer answer = RawAnswer.to(reader.address(), "GET /" + "a".repeat(100_000) + " HTTP/1.1");
        assertThat(answer.status()).isIn(400, 404, 413, 414);
        assertThat(answer.body().length()).isLessThan(500);
    }

    @Test
    void thePublicFrontHasNoApiAndTheApiFrontNoRedirects() {
        LinkRows.insert("two-fronts", "https://example.com/");
        assertThat(reader.get("/api/v1/links", "X-Holdfast-Front", "public").statusCode())
                .isEqualTo(404);
        assertThat(reader.get("/two-fronts", "X-Holdfast-Front", "api").statusCode())
                .isEqualTo(404);
        assertThat(reader.get("/two-fronts", "X-Holdfast-Front", "public").statusCode())
                .isEqualTo(302);
    }
}
