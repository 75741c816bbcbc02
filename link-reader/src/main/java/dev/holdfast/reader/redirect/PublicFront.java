package dev.holdfast.reader.redirect;

import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Tells requests of the public front from those for the API and for management. Safe for use by several threads. */
@Singleton
final class PublicFront {
    /** The header in which a front says which one it is. */
    static final AsciiString HEADER = AsciiString.cached("x-holdfast-front");

    private final BeanProvider<EmbeddedServer> server;
    private int port;

    PublicFront(BeanProvider<EmbeddedServer> server) {
        this.server = server;
    }

    /**
     * Without a front everything is served, and the path decides.
     *
     * @param local where the request came in
     * @param front what {@link #HEADER} says
     */
    boolean sends(SocketAddress local, String path, @Nullable String front) {
        if (!(local instanceof InetSocketAddress address) || address.getPort() != port()) {
            return false;
        }
        return front == null ? !path.startsWith("/api/") : front.equals("public");
    }

    /** The port is known once the server has started, which is before any request. */
    private int port() {
        if (port == 0) {
            port = server.get().getPort();
        }
        return port;
    }
}
