package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import dev.holdfast.reader.resolve.Memory;
import dev.holdfast.service.lifecycle.Drain;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On the wire: links in memory, by requests that are answered on the connection itself and by others, which are the
 * framework's. {@link ShortcutOrderTest} has each read in its hand.
 */
class ShortcutTest {
    private static ReaderUnderTest reader;

    @BeforeAll
    static void start() {
        reader = ReaderUnderTest.start();
        String target = "https://example.com/short?a=b";
        Memory.keep(
                reader.bean(ApplicationContext.class),
                "short",
                new CachedLink(1, 1, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, target));
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    private static double clicks() {
        return reader.bean(MeterRegistry.class)
                .get("holdfast.clicks.recorded")
                .functionCounter()
                .count();
    }

    @Test
    void answersDoNotOvertakeOneAnother() throws IOException {
        String requests = "";
        String expected = "";
        for (int i = 0; i < 20; i++) {
            requests += request("/short") + request("/no-such-link-" + i) + request("/short?" + i) + request("/short");
            expected += "302 404 302 302 ";
        }
        assertThat(exchange(requests)).isEqualTo(expected + "302 302");
    }

    /** In the table {@code ~} is a line end. Two more requests follow each, the second closes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "plain; GET /short HTTP/1.1~~; 302 302 302",
                "pipelined; GET /short HTTP/1.1~~GET /short HTTP/1.1~~GET /short?x HTTP/1.1~~; 302 302 302 302 302",
                "encoded; GET /short HTTP/1.1~~GET /sh%6Frt HTTP/1.1~~; 302 302 302 302",
                "absolute; GET http://localhost/short HTTP/1.1~~; 302 302 302",
                "HTTP/1.0; GET /short HTTP/1.0~~; 302",
                "HTTP/1.0, kept; GET /short HTTP/1.0~Connection: keep-alive~~; 302",
                "last; GET /short HTTP/1.1~Connection: close~~; 302",
                "body; GET /short HTTP/1.1~Content-Length: 23~~GET /short HTTP/1.1~~~~; 302 302 302",
                "chunks; GET /short HTTP/1.1~Transfer-Encoding: chunked~~2~ab~0~~; 302 302 302",
                "broken head; GET /short HTTP/1.1~no header~~; 400",
                "broken chunk; GET /short HTTP/1.1~Transfer-Encoding: chunked~~zz~~; 302",
                "two lengths; GET /short HTTP/1.1~Transfer-Encoding: chunked~Content-Length: 9~~0~~; 400",
                "expecting; GET /short HTTP/1.1~Content-Length: 2~Expect: 100-continue~~ab; 302 302 302",
                "upgrade; GET /short HTTP/1.1~Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~HTTP2-Settings: AA~~;"
                        + " 302 302 302"
            })
    void everyAnsweredRedirectIsOneClick(String name, String request, String statuses) throws IOException {
        double before = clicks();
        assertThat(exchange(request.replace("~", "\r\n"))).isEqualTo(statuses);
        assertThat(clicks() - before).isEqualTo(statuses.split("302", -1).length - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {4000, 5000, 8000})
    void aLargeHeadIsTheFrameworks(int bytes) throws IOException {
        String large = "GET /short HTTP/1.1\r\nLarge: " + "x".repeat(bytes) + "\r\n\r\n";
        assertThat(exchange(large)).isEqualTo("302 302 302");
    }

    @Test
    void whileTheReaderDrainsEveryAnswerIsTheLastOfItsConnection() {
        try (ReaderUnderTest draining = ReaderUnderTest.start()) {
            LinkRows.insert("drain", "https://example.com/");
            LinkRows.awaitReplica();
            draining.bean(Drain.class).onApplicationEvent(new ServerShutdownEvent(draining.bean(EmbeddedServer.class)));
            for (String request :
                    List.of("GET /drain", "GET /drain", "HEAD /drain", "GET /no-such-link", "GET /", "PUT /drain")) {
                String[] parts = request.split(" ");
                HttpResponse<String> answer = draining.send(parts[0], parts[1]);
                assertThat(answer.headers().firstValue("Connection"))
                        .as(request)
                        .hasValue("close");
            }
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** The statuses of the answers to these requests and two more, the second of which closes the connection. */
    private static String exchange(String requests) throws IOException {
        String last = "GET /short HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket =
                new Socket(reader.address().getHost(), reader.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((requests + request("/short") + last).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("HTTP/1\\.[01] (\\d{3})")
                    .matcher(answers)
                    .results()
                    .map(status -> status.group(1))
                    .collect(Collectors.joining(" "));
        }
    }
}
