package dev.holdfast.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * An answer to a request that no well-bred client would send.
 *
 * @param head status line and headers
 */
public record RawAnswer(int status, String head, String body) {
    /** @param requestLine without line end */
    public static RawAnswer to(URI address, String requestLine, String... headers) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5_000);
            String request = requestLine + "\r\nHost: test\r\nConnection: close\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int split = answer.indexOf("\r\n\r\n");
            return new RawAnswer(
                    Integer.parseInt(answer.split(" ")[1]), answer.substring(0, split), answer.substring(split + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
