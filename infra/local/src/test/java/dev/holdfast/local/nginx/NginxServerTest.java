package dev.holdfast.local.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.FreePorts;
import dev.holdfast.local.testing.TestState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fronts, with servers of our own in the services' places. */
class NginxServerTest {
    private static final Path STATE = TestState.folder();
    private static final FreePorts PORTS = new FreePorts();
    private static final Fronts FRONTS = new Fronts(
            PORTS.next(),
            PORTS.next(),
            PORTS.next(),
            List.of(PORTS.next(), PORTS.next()),
            List.of(PORTS.next(), PORTS.next()),
            List.of(PORTS.next()));
    private static final NginxServer NGINX = new NginxServer(STATE, FRONTS);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HttpServer> services = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(STATE.resolve("logs"));
        NGINX.start();
    }

    @AfterAll
    static void stop() {
        NGINX.stop();
    }

    @AfterEach
    void stopServices() {
        services.forEach(service -> service.stop(0));
        client.close();
    }

    @FunctionalInterface
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private HttpServer serve(int port, Answer answer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Connection", "close"); // none is left over for the next test
            answer.give(exchange);
            exchange.close();
        });
        server.start();
        services.add(server);
        return server;
    }

    private static Answer text(int status, String text) {
        return exchange -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private HttpResponse<String> send(int port, String path, String method, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        return send(port, path, "GET", headers);
    }

    @Test
    void withNobodyBehindItAsksForPatience() throws Exception {
        for (var url : List.of(FRONTS.publicPort() + "/abcd", FRONTS.apiPort() + "/api/v1/links")) {
            var answer = get(Integer.parseInt(url.substring(0, url.indexOf('/'))), url.substring(url.indexOf('/')));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("\"code\":\"unavailable\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,               404, not-found",
        "GET,  /ab,             404, not-found",
        "GET,  /health,         404, not-found",
        "GET,  /prometheus,     404, not-found",
        "GET,  /api/v1/links,   404, not-found",
        "GET,  /a/b,            404, not-found",
        "POST, /abcd,           405, method-not-allowed",
        "BREW, /,               405, method-not-allowed",
        "POST, /robots.txt,     405, method-not-allowed",
        "GET,  /abc%00,         400, malformed-request",
        "GET,  /..%2f..%2fetc,  400, malformed-request",
    })
    void whatIsNoCodeIsAnsweredByNginx(String method, String path, int status, String code) throws Exception {
        serve(FRONTS.readers().getFirst(), text(200, "a service was asked"));
        var answer = send(FRONTS.publicPort(), path, method);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"", "\"status\":" + status, "\"type\":\"urn:holdfast:problem:");
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        assertThat(answer.headers().firstValue("Server")).hasValue("nginx");
    }

    @Test
    void browsersGetAPage() throws Exception {
        var answer = get(FRONTS.publicPort(), "/", "Accept", "text/html,*/*;q=0.8");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.body()).contains("<h1>Not found</h1>");
        assertThat(get(FRONTS.apiPort(), "/", "Accept", "text/html").headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void tooLargeIsSaidProperly() throws Exception {
        assertThat(get(FRONTS.publicPort(), "/" + "a".repeat(50_000)).statusCode())
                .isEqualTo(414);
        assertThat(get(FRONTS.publicPort(), "/abcd", "X-Large", "a".repeat(50_000))
                        .statusCode())
                .isEqualTo(431);
        var body = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + FRONTS.apiPort() + "/api/v1/links"))
                .POST(BodyPublishers.ofString("a".repeat(34_000_000)))
                .expectContinue(true);
        var answer = client.send(body.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("request-too-large");
    }

    @Test
    void whatAClientClaimsToBeIsOverwritten() throws Exception {
        serve(FRONTS.readers().getFirst(), exchange -> {
            var headers = exchange.getRequestHeaders();
            text(
                            200,
                            String.join(
                                    "|",
                                    exchange.getRequestURI().toString(),
                                    headers.getFirst("X-Request-Id"),
                                    headers.getFirst("X-Request-Time"),
                                    headers.getFirst("X-Forwarded-For"),
                                    headers.getFirst("X-Forwarded-Proto"),
                                    headers.getFirst("X-Holdfast-Front"),
                                    String.valueOf(headers.getFirst("Cookie"))))
                    .give(exchange);
        });
        var answer = get(
                FRONTS.publicPort(),
                "/ab%63d?utm=1",
                "X-Request-Id",
                "mine",
                "X-Request-Time",
                "1",
                "X-Forwarded-For",
                "192.0.2.1",
                "X-Forwarded-Proto",
                "gopher",
                "X-Holdfast-Front",
                "ops",
                "Cookie",
                "a=b");
        assertThat(answer.body())
                .matches("/abcd\\|[0-9a-f]{32}\\|\\d{10}\\.\\d{3}\\|127\\.0\\.0\\.1\\|http\\|public\\|null");
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
    }

    @Test
    void aReadIsRepeatedElsewhereUnderTheSameId() throws Exception {
        var ids = new ConcurrentLinkedQueue<String>();
        Answer dies = exchange -> ids.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
        serve(FRONTS.readers().getFirst(), dies);
        serve(FRONTS.readers().getLast(), exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
            text(200, "alive").give(exchange);
        });
        for (var request = 0; request < 4; request++) {
            ids.clear();
            assertThat(get(FRONTS.publicPort(), "/abcd").body()).isEqualTo("alive");
            assertThat(ids.stream().distinct()).hasSize(1);
        }
    }

    @Test
    void aWriteThatWasSentIsNotRepeated() throws Exception {
        var received = new AtomicInteger();
        for (var port : FRONTS.writers()) {
            serve(port, exchange -> received.incrementAndGet()); // and no answer
        }
        assertThat(send(FRONTS.apiPort(), "/api/v1/links", "POST").statusCode()).isEqualTo(503);
        assertThat(received).hasValue(1);
    }

    /** To try again without a look is safe only when no service can have done it. */
    @ParameterizedTest
    @CsvSource({
        "POST,   true,  true",
        "PATCH,  true,  true",
        "DELETE, true,  false",
        "POST,   false, false",
        "PATCH,  false, false",
    })
    void whoeverMayHaveBeenHeardIsToldToLook(String method, boolean heard, boolean look) throws Exception {
        for (var front : List.of(FRONTS.apiPort(), FRONTS.opsPort())) {
            if (heard) {
                for (var port : front == FRONTS.apiPort() ? FRONTS.writers() : FRONTS.workers()) {
                    serve(port, exchange -> {}); // and no answer
                }
            }
            var answer = send(front, "/api/v1/links", method);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body())
                    .contains("\"code\":\"unavailable\"")
                    .contains(look ? "whether this was done is not known" : "Nothing can answer right now");
        }
    }

    @Test
    void readsGoToReadersAndWritesToWriters() throws Exception {
        serve(FRONTS.readers().getLast(), text(200, "reader"));
        serve(FRONTS.writers().getLast(), text(200, "writer"));
        serve(FRONTS.workers().getLast(), text(200, "worker"));
        assertThat(get(FRONTS.apiPort(), "/api/v1/links").body()).isEqualTo("reader");
        for (var method : List.of("POST", "PATCH", "DELETE", "OPTIONS")) {
            assertThat(send(FRONTS.apiPort(), "/api/v1/links", method).body()).isEqualTo("writer");
        }
        assertThat(get(FRONTS.opsPort(), "/api/v1/dead-letters").body()).isEqualTo("worker");
    }

    @Test
    void anHonestRefusalPasses() throws Exception {
        for (var port : FRONTS.readers()) {
            serve(port, text(503, "ask again"));
        }
        var answer = get(FRONTS.publicPort(), "/abcd");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("ask again");
    }

    @Test
    void noAddressOfAClientIsWritten() throws Exception {
        get(FRONTS.apiPort(), "/nothing-there");
        var log = STATE.resolve("logs/access.log");
        assertThat(Deadline.in(Duration.ofSeconds(20)).await(() -> log.toFile().length() > 0))
                .isTrue();
        // Our own servers' addresses carry a port.
        assertThat(Files.readString(log) + Files.readString(STATE.resolve("logs/nginx.log")))
                .doesNotContainPattern("127\\.0\\.0\\.1[^:]");
    }

    @Test
    void morePlacesAreTakenOverWithoutARestart() {
        var state = TestState.folder();
        var few = fronts(List.of(PORTS.next()));
        var server = new NginxServer(state, few);
        Folders.create(state.resolve("logs"));
        server.start();
        try {
            var pid = server.process().pid();
            var more = List.of(few.readers().getFirst(), PORTS.next());
            new NginxServer(state, new Fronts(few.publicPort(), few.apiPort(), few.opsPort(), more, more, more))
                    .start();
            assertThat(server.process().pid()).isPresent().isEqualTo(pid);
        } finally {
            server.stop();
        }
    }

    private static Fronts fronts(List<Integer> places) {
        return new Fronts(PORTS.next(), PORTS.next(), PORTS.next(), places, places, places);
    }
}
