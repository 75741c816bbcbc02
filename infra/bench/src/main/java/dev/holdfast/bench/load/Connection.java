package dev.holdfast.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A kept connection with at most one request under way. For one thread. */
final class Connection implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(MOST_BYTES);
    /** When the request under way was due, by {@link System#nanoTime}. */
    private long due;

    private String code = "";

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    static Connection open(int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    void send(byte[] request, String requested, long dueAt) throws IOException {
        due = dueAt;
        code = requested;
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out); // a small request into an idle connection: it always fits
        }
    }

    /** The answer to the request under way; null while it isn't complete. */
    @Nullable Answer receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server has closed a connection");
        }
        return Answer.take(in);
    }

    /** Sends a request and waits for its answer, on a connection that is the only one of its selector. */
    Answer ask(Selector selector, String request, String requested) throws IOException {
        send(request.getBytes(StandardCharsets.US_ASCII), requested, 0);
        long start = System.nanoTime();
        Answer answer = null;
        while (answer == null) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("no answer to " + requested + " within " + PATIENCE.toSeconds() + " s");
            }
            selector.select(PATIENCE.toMillis());
            selector.selectedKeys().clear();
            answer = receive();
        }
        return answer;
    }

    long due() {
        return due;
    }

    String code() {
        return code;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
