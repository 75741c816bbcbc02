package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import dev.holdfast.service.lifecycle.Drain;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first request for a link goes through the framework; the next ones are answered on the connection itself. */
class ShortcutTest {
    private static ReaderUnderTest reader;

    @BeforeAll
    static void start() {
        reader = ReaderUnderTest.start();
        LinkRows.insert("short", "https://example.com/short?a=b");
        LinkRows.awaitReplica();
        assertThat(reader.get("/short").statusCode()).isEqualTo(302);
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    @Test
    void answersDoNotOvertakeOneAnother() throws IOException {
        String requests = "";
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests += request("/short") + request("/no-such-link-" + i) + request("/short?" + i) + request("/short");
            expected.addAll(List.of("302", "404", "302", "302"));
        }
        assertThat(statuses(requests)).isEqualTo(expected);
    }

    @Test
    void theBodyOfARequestIsNotTakenForTheNextOne() throws IOException {
        String withBody = "GET /short HTTP/1.1\r\nHost: x\r\nContent-Length: 24\r\n\r\nGET /evil HTTP/1.1\r\n\r\nxx";
        assertThat(statuses(withBody + request("/short"))).containsExactly("302", "302");
    }

    @Test
    void aBrokenRequestIsTheLastOfItsConnection() throws IOException {
        try (Socket socket =
                new Socket(reader.address().getHost(), reader.address().getPort())) {
            String broken = "GET /short HTTP/1.1\r\nno header\r\n\r\n";
            socket.getOutputStream().write((broken + request("/short")).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 302");
        }
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

    /** The statuses of the answers to requests that are sent at once, and one more that closes the connection. */
    private static List<String> statuses(String... pieces) throws IOException {
        List<String> statuses = new ArrayList<>();
        try (Socket socket =
                new Socket(reader.address().getHost(), reader.address().getPort())) {
            socket.setTcpNoDelay(true);
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
            }
            String last = "GET /short HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            // Bodies are problems without a final line break: the next head follows on the same line.
            in.lines().forEach(line -> {
                int at = line.indexOf("HTTP/1.1 ");
                if (at >= 0) {
                    statuses.add(line.substring(at + "HTTP/1.1 ".length(), at + "HTTP/1.1 ".length() + 3));
                }
            });
        }
        assertThat(statuses.removeLast()).isEqualTo("302");
        return statuses;
    }
}
