package dev.holdfast.drills.probe;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 request on a connection of its own, as most visitors of a short link make: nothing is repeated, reused
 * or hidden, as grown-up clients do behind their users' backs. Safe for use by many threads.
 */
public final class Wire {
    private static final int MOST = 1 << 20;

    private final URI front;
    private final Supplier<SSLSocketFactory> tls;

    /** @param tls asked for only when the front speaks TLS */
    public Wire(URI front, Supplier<SSLSocketFactory> tls) {
        this.front = front;
        this.tls = front.getScheme().equals("https") ? memoize(tls) : tls;
    }

    private static Supplier<SSLSocketFactory> memoize(Supplier<SSLSocketFactory> tls) {
        SSLSocketFactory factory = tls.get();
        return () -> factory;
    }

    /**
     * Sends it and waits for the whole answer.
     *
     * @param headers lines, each ended by CR LF
     * @param limit for everything, from the connection's first packet to the answer's last byte
     */
    public Reply send(String method, String path, String headers, String body, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Socket socket = connect(end)) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: " + front.getAuthority()
                    + "\r\nConnection: close\r\n" + headers
                    + (content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n") + "\r\n";
            socket.getOutputStream().write(concat(head.getBytes(StandardCharsets.UTF_8), content));
            return read(socket, end);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("no HTTP answer", e);
        }
    }

    private static byte[] concat(byte[] head, byte[] content) {
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    private Socket connect(long end) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(front.getHost(), front.getPort()), remaining(end));
            if (!front.getScheme().equals("https")) {
                return plain;
            }
            plain.setSoTimeout(remaining(end));
            SSLSocket secure = (SSLSocket) tls.get().createSocket(plain, front.getHost(), front.getPort(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static int remaining(long end) throws SocketTimeoutException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("out of time");
        }
        return (int) millis;
    }

    private static Reply read(Socket socket, long end) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String[] status = line(socket, in, end).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(socket, in, end); !line.isEmpty(); line = line(socket, in, end)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status[1]);
        return new Reply(code, headers, new String(body(socket, in, headers, end), StandardCharsets.UTF_8));
    }

    private static byte[] body(Socket socket, InputStream in, Map<String, String> headers, long end)
            throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return chunks(socket, in, end);
        }
        String length = headers.get("content-length");
        if (length == null) {
            socket.setSoTimeout(remaining(end));
            return in.readNBytes(MOST);
        }
        return exactly(socket, in, Integer.parseInt(length), end);
    }

    private static byte[] chunks(Socket socket, InputStream in, long end) throws IOException {
        byte[] all = {};
        for (int size = chunk(socket, in, end); size > 0; size = chunk(socket, in, end)) {
            all = concat(all, exactly(socket, in, size, end));
            line(socket, in, end);
        }
        return all;
    }

    private static int chunk(Socket socket, InputStream in, long end) throws IOException {
        return Integer.parseInt(line(socket, in, end).strip(), 16);
    }

    private static byte[] exactly(Socket socket, InputStream in, int length, long end) throws IOException {
        socket.setSoTimeout(remaining(end));
        byte[] bytes = in.readNBytes(Math.min(length, MOST));
        if (bytes.length < length) {
            throw new EOFException("the answer is cut off");
        }
        return bytes;
    }

    private static String line(Socket socket, InputStream in, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        socket.setSoTimeout(remaining(end));
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed without an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
