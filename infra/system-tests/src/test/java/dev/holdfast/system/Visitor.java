package dev.holdfast.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows links over one connection that it keeps open, and sends each request once. The JDK's client, now and then,
 * sends a request a second time when a kept connection ends, and tells nobody: seen five times in 600,000 requests, and
 * each one a click too many for whoever counts answers. Confined to one thread.
 */
final class Visitor implements AutoCloseable {
    /** An answer; {@code location} is empty when there is none. */
    record Redirect(int status, String location) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI front;
    private @Nullable Socket socket;

    /** @param front scheme, host and port of the public front */
    Visitor(URI front) {
        this.front = front;
    }

    /**
     * Asks for a code, once.
     *
     * @throws IOException when there is no whole answer: whether the request arrived is not known
     */
    Redirect follow(String code) throws IOException {
        try {
            Socket open = socket == null ? connect() : socket;
            socket = open;
            String request = "GET /%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(code, front.getAuthority());
            open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(new BufferedInputStream(open.getInputStream()));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket connecting = new Socket();
        connecting.setTcpNoDelay(true);
        connecting.setSoTimeout((int) PATIENCE.toMillis());
        connecting.connect(new InetSocketAddress(front.getHost(), front.getPort()), (int) PATIENCE.toMillis());
        return connecting;
    }

    private Redirect answer(InputStream in) throws IOException {
        String status = line(in);
        long length = -1;
        String location = "";
        boolean last = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).trim());
            }
            if (lower.startsWith("location:")) {
                location = header.substring("location:".length()).trim();
            }
            last |= lower.equals("connection: close");
        }
        if (length < 0) {
            throw new IOException("an answer without a length: " + status);
        }
        in.skipNBytes(length);
        if (last) {
            close();
        }
        return new Redirect(Integer.parseInt(status.split(" ", 3)[1]), location);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended within an answer: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Nobody is waiting for it.
            }
        }
    }
}
