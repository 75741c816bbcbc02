package dev.holdfast.writer;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Speaks to a link-writer as its clients do. Safe for use by several threads. */
public record ApiClient(URI server, @Nullable String secret) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.createDefault();

    public Reply post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body, StandardCharsets.UTF_8), headers);
    }

    public Reply patch(String path, String body, String... headers) {
        return send("PATCH", path, BodyPublishers.ofString(body, StandardCharsets.UTF_8), headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Reply send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).method(method, body);
        if (List.of("POST", "PATCH").contains(method)) {
            request.header("Content-Type", "application/json");
        }
        if (secret != null) {
            request.header("Authorization", "Bearer " + secret);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Reply(HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Reply(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public String body() {
            return http.body();
        }

        public boolean has(String header) {
            return http.headers().firstValue(header).isPresent();
        }

        public String header(String name) {
            return http.headers()
                    .firstValue(name)
                    .orElseThrow(() -> new AssertionError("no header " + name + " in " + http.headers()));
        }

        public JsonNode json() {
            try {
                return Objects.requireNonNull(JSON.readValue(body(), JsonNode.class));
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + body(), e);
            }
        }

        /** What stands at this path of names and indexes, for example {@code results/0/link}. */
        public JsonNode at(String path) {
            return at(json(), path);
        }

        private static JsonNode at(JsonNode json, String path) {
            JsonNode node = json;
            for (String step : path.split("/", -1)) {
                JsonNode next = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
                if (next == null) {
                    throw new AssertionError("nothing at " + path + " in " + json);
                }
                node = next;
            }
            return node;
        }

        /** The text at this path, {@code null} when null stands there. */
        public String text(String path) {
            return text(json(), path);
        }

        /** As {@link #text(String)}, of JSON that was parsed before. */
        public static String text(JsonNode json, String path) {
            JsonNode node = at(json, path);
            return node.isNull() ? "null" : node.coerceStringValue();
        }
    }
}
