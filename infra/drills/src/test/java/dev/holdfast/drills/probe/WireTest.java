package dev.holdfast.drills.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    /** One request, answered with this and nothing more. */
    private static Reply ask(String answer) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = Thread.ofVirtual().start(() -> serve(server, answer));
            URI front = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try {
                return new Wire(front, () -> (SSLSocketFactory) SSLSocketFactory.getDefault())
                        .send("GET", "/x", "", "", Duration.ofSeconds(10));
            } finally {
                serving.join();
            }
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            byte[] request = new byte[4];
            assertThat(client.getInputStream().readNBytes(request, 0, 4)).isEqualTo(4);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsAnAnswerOfAnyLength() throws IOException, InterruptedException {
        assertThat(ask("HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 2\r\n\r\nok"))
                .isEqualTo(new Reply(302, Map.of("location", "/y", "content-length", "2"), "ok"));
        assertThat(ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void whatIsNoAnswerIsAFailureLikeAnyOther(String answer) {
        assertThatThrownBy(() -> ask(answer)).isInstanceOf(IOException.class);
    }
}
