package dev.holdfast.writer;

import dev.holdfast.local.testing.TestBackends;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** link-writers on the real backends: one that all tests of a JVM share, and further ones for those that need them. */
public final class WriterFixture implements AutoCloseable {
    public static final String ADMIN_KEY = "hf_test_admin_key";

    private static final class Holder {
        static final WriterFixture SHARED = start(Map.of());
    }

    private final EmbeddedServer server;

    private WriterFixture(EmbeddedServer server) {
        this.server = server;
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
        return start(Map.of(), () -> Instant.parse("3000-01-01T00:00:00Z"));
    }

    private static WriterFixture start(Map<String, String> environment, InstantSource clock) {
        Map<String, Object> values = new TreeMap<>(TestBackends.shared().environment("link-writer"));
        values.put("HOLDFAST_ADMIN_KEY", ADMIN_KEY);
        values.put("HOLDFAST_PUBLIC_URL", "http://go.example:8080");
        values.putAll(environment);
        PropertySource source =
                PropertySource.of("environment", values, PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE);
        return new WriterFixture(ApplicationContext.builder()
                .propertySources(source)
                .singletons(clock)
                .start()
                .getBean(EmbeddedServer.class)
                .start());
    }

    public ApiClient client() {
        return new ApiClient(server.getURI(), ADMIN_KEY);
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
