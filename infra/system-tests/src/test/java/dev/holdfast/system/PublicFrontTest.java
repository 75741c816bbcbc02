package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers throw at the public front gets a small proper answer. */
class PublicFrontTest {
    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /robots.txt HTTP/1.1",
                "GET /favicon.ico HTTP/1.1",
                "GET /api/v1/links HTTP/1.1",
                "GET /health HTTP/1.1",
                "GET /health/readiness HTTP/1.1",
                "GET /prometheus HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /%00abc HTTP/1.1",
                "GET /%ff%fe HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET /..%2f..%2fetc/passwd HTTP/1.1",
                "GET /abc/../health HTTP/1.1",
                "GET //health HTTP/1.1",
                "GET /health;x HTTP/1.1",
                "GET /abc%2Fdef HTTP/1.1",
                "GET /a?b=%zz HTTP/1.1",
                "POST /abcdefgh HTTP/1.1",
                "DELETE /abcdefgh HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "TRACE / HTTP/1.1",
                "CONNECT example.com:443 HTTP/1.1",
                "BREW /coffee HTTP/1.1",
                "GET /äöü HTTP/1.1",
                "NONSENSE",
            })
    void oddRequestsGetASmallProperAnswer(String requestLine) throws IOException {
        String answer = raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] [234]\\d\\d .*").hasSizeLessThan(6_000);
        assertThat(answer)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContainIgnoringCase("micronaut")
                .doesNotContain("\"status\":\"UP\"")
                .doesNotContain("nginx/");
    }

    @Test
    void aHugePathAndAHugeHeaderAreRefused() throws IOException {
        String path = raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(path).startsWith("HTTP/1.1 414 ").hasSizeLessThan(6_000);
        String header = raw("GET /abcdefgh HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "a".repeat(100_000)
                + "\r\nConnection: close\r\n\r\n");
        assertThat(header).matches("(?s)HTTP/1\\.1 4\\d\\d .*").hasSizeLessThan(6_000);
    }

    @Test
    void anUnknownCodeIsAPageForBrowsersAndAProblemForTheRest() {
        for (String code : new String[] {"0zzzzzzz", "no-such-alias", "9abcdefg", "a/b"}) {
            Api.Answer page = api.follow(code, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            Api.Answer problem = api.follow(code, "Accept", "application/json");
            assertThat(problem.status()).isEqualTo(404);
            assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
            assertThat(problem.json().get("code").asText()).matches("(link-)?not-found");
        }
    }

    @Test
    void headAnswersLikeGetWithoutABody() {
        String code = api.create("https://example.com/head");
        Api.Answer head = api.send(
                java.net.http.HttpRequest.newBuilder(URI.create(platform.export("HOLDFAST_PUBLIC_URL") + "/" + code))
                        .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(302);
        assertThat(head.header("Location")).isEqualTo("https://example.com/head");
    }

    @Test
    void managementIsOnNoFront() {
        for (String name : new String[] {"HOLDFAST_PUBLIC_URL", "HOLDFAST_API_URL", "HOLDFAST_OPS_URL"}) {
            for (String path : new String[] {"/health", "/prometheus", "/health/readiness", "/beans", "/env"}) {
                Api.Answer answer =
                        api.send(java.net.http.HttpRequest.newBuilder(URI.create(platform.export(name) + path)));
                assertThat(answer.status()).as(name + path).isIn(401, 404);
            }
        }
    }

    /** Sends these characters as they are and returns all that comes back. */
    private String raw(String request) throws IOException {
        URI front = URI.create(platform.export("HOLDFAST_PUBLIC_URL"));
        try (Socket socket = new Socket(front.getHost(), front.getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The front may answer and close before it has read all of a huge request.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
