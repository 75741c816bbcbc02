package dev.holdfast.writer;

import dev.holdfast.local.testing.TestBackends;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** link-writers on the real backends: one that all tests of a JVM share, and further ones for those that need them. */
public final class WriterFixture implements AutoCloseable {
    public static final String ADMIN_KEY = "hf_test_admin_key";

    private static final class Holder {
        static final WriterFixture SHARED = start(Map.of());
    }

    private final EmbeddedServer server;

    private final int managementPort;

    private WriterFixture(EmbeddedServer server, int managementPort) {
        this.server = server;
        this.managementPort = managementPort;
    }

    public static WriterFixture shared() {
        return Holder.SHARED;
    }

    /** A writer of its own, with these environment variables over the usual ones; the caller closes it. */
    public static WriterFixture start(Map<String, String> environment) {
        return start(environment, InstantSource.system());
    }

    /** A writer whose clock is far ahead; the caller closes it. */
    public static WriterFixture inTheYear3000() {
        return start(Map.of(), Clock.fixed(Instant.parse("3000-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private static WriterFixture start(Map<String, String> environment, InstantSource clock) {
        Map<String, Object> values = new TreeMap<>(TestBackends.shared().environment("link-writer"));
        values.put("HOLDFAST_ADMIN_KEY", ADMIN_KEY);
        values.put("HOLDFAST_PUBLIC_URL", "http://go.example:8080");
        int managementPort = freePort();
        values.put("HOLDFAST_MANAGEMENT_PORT", managementPort);
        values.putAll(environment);
        PropertySource source =
                PropertySource.of("environment", values, PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE);
        ApplicationContext context =
                ApplicationContext.builder().propertySources(source).build();
        context.registerSingleton(InstantSource.class, clock);
        return new WriterFixture(context.start().getBean(EmbeddedServer.class).start(), managementPort);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApiClient client() {
        return new ApiClient(server.getURI(), ADMIN_KEY);
    }

    /** Speaks to the management port. */
    public ApiClient management() {
        return new ApiClient(URI.create("http://127.0.0.1:" + managementPort), null);
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
