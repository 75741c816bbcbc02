package dev.holdfast.writer.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a writer and Postgres and does to one commit of a link what networks and crashes do. Sees commits as
 * text, so its users' URL has {@code prepareThreshold=0}.
 */
final class FaultyProxy implements AutoCloseable {
    /** What happens to the next commit of a transaction that drew a number. */
    enum Fault {
        NONE,
        /** The server never hears of it. */
        LOST_REQUEST,
        /** The server commits, and the connection breaks before its answer comes through. */
        LOST_ANSWER,
        /** The server commits, and its answer never comes; the connection stays. */
        SILENCE
    }

    private final ServerSocket listener;
    private final int target;
    private final AtomicReference<@Nullable Plan> next = new AtomicReference<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    FaultyProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void failNextCommit(Fault fault) {
        failNextCommit(fault, "", 0);
    }

    /** Passes over commits of transactions that have not said this text so often. */
    void failNextCommit(Fault fault, String text, int times) {
        next.set(new Plan(fault, text, times));
    }

    /** Whether the fault that was asked for has happened. */
    boolean happened() {
        return next.get() == null;
    }

    private record Plan(Fault fault, String text, int times) {
        boolean isAbout(CharSequence transaction) {
            return Pattern.compile(text, Pattern.LITERAL)
                            .matcher(transaction)
                            .results()
                            .count()
                    >= times;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                Link link = new Link(client, server);
                Thread.ofVirtual().start(link::requests);
                Thread.ofVirtual().start(link::answers);
            }
        } catch (IOException _) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        /** All that the transaction has said so far. */
        private final StringBuilder transaction = new StringBuilder();

        private volatile Fault fault = Fault.NONE;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void requests() {
            copy(client, server, this::request);
        }

        private boolean request(String text) {
            transaction.append(text);
            if (text.contains("COMMIT")) {
                Plan plan = next.get();
                boolean drew = transaction.indexOf("draw_link_number") >= 0;
                if (drew && plan != null && plan.isAbout(transaction) && next.compareAndSet(plan, null)) {
                    fault = plan.fault();
                }
                transaction.setLength(0);
            } else if (text.contains("ROLLBACK")) {
                transaction.setLength(0);
            }
            return fault != Fault.LOST_REQUEST;
        }

        private void answers() {
            copy(server, client, text -> fault != Fault.LOST_ANSWER);
        }

        private void copy(Socket from, Socket to, Filter filter) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!filter.passes(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    if (fault != Fault.SILENCE || from.equals(client)) {
                        out.write(buffer, 0, n);
                    }
                }
            } catch (IOException _) {
                // either end is gone: so is the other
            }
        }
    }

    private interface Filter {
        boolean passes(String text);
    }
}
