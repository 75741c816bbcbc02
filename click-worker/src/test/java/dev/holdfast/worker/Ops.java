package dev.holdfast.worker;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

/** A client of the operators' API. */
public final class Ops {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String secret;

    Ops(URI base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /** An answer; its body is null when there is none. */
    public record Answer(int status, JsonNode body, String text) {
        /** A value of the body, by the names and numbers on the way to it. */
        public JsonNode at(Object... way) {
            return Ops.at(body, way);
        }
    }

    /** A value inside another, by the names and numbers on the way to it. */
    public static JsonNode at(JsonNode start, Object... way) {
        JsonNode node = start;
        for (Object step : way) {
            JsonNode next = step instanceof Integer index ? node.get(index) : node.get(step.toString());
            node = Objects.requireNonNull(next, step + " in " + node);
        }
        return node;
    }

    public Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    public Answer delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1" + path)).header("Authorization", "Bearer " + secret);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        String text = response.body();
        JsonNode body = text.startsWith("{")
                ? JsonMapper.createDefault().readValue(text, Argument.of(JsonNode.class))
                : JsonNode.nullNode();
        return new Answer(response.statusCode(), body, text);
    }
}
