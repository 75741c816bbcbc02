package dev.holdfast.reader;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.FreePorts;
import dev.holdfast.local.testing.TestBackends;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A link-reader on the real backends, and a client that follows no redirect. */
public final class ReaderUnderTest implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final EmbeddedServer server;
    private final int managementPort;

    private ReaderUnderTest(EmbeddedServer server, int managementPort) {
        this.server = server;
        this.managementPort = managementPort;
    }

    public static ReaderUnderTest start() {
        return start(Map.of());
    }

    /** @param settings environment variables and properties that differ from those of the backends */
    public static ReaderUnderTest start(Map<String, String> settings) {
        LinkRows.prepare();
        ReaderUnderTest reader = startDegraded(settings);
        reader.awaitReady();
        return reader;
    }

    /** As {@link #start(Map)}, whatever is down, and without waiting for anything. */
    public static ReaderUnderTest startDegraded(Map<String, String> settings) {
        Map<String, Object> properties = new HashMap<>(TestBackends.shared().environment("link-reader"));
        int managementPort = new FreePorts().next();
        properties.put("HOLDFAST_MANAGEMENT_PORT", managementPort);
        properties.putAll(settings);
        return new ReaderUnderTest(ApplicationContext.run(EmbeddedServer.class, properties), managementPort);
    }

    /** Until it has the keys and all its databases answer. */
    private void awaitReady() {
        boolean ready = Deadline.in(Duration.ofSeconds(20))
                .await(() -> management("/health/readiness").statusCode() == 200 && health().contains("\"down\":[]"));
        if (!ready) {
            throw new IllegalStateException("not ready: " + health());
        }
    }

    /** What the health endpoint says. */
    public String health() {
        return management("/health").body();
    }

    public HttpResponse<String> management(String path) {
        return send("GET", URI.create("http://127.0.0.1:" + managementPort + path));
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, URI.create(address() + path), headers);
    }

    private static HttpResponse<String> send(String method, URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
