package dev.holdfast.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls the platform's fronts as clients do. Safe for use by several threads. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    /** An answer; {@code json} is null when the body is no JSON. */
    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(status + " with a body that is no JSON: " + response.body(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Platform platform;

    Api(Platform platform) {
        this.platform = platform;
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, Object body, String... headers) {
        return call("POST", path, body, headers);
    }

    /** A call of the api front with the admin key; {@code headers} are names and values in turn. */
    Answer call(String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.export("HOLDFAST_API_URL") + path))
                .header("Authorization", "Bearer " + platform.export("HOLDFAST_API_KEY"))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A GET of the public front, redirects not followed. */
    Answer follow(String code, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(platform.export("HOLDFAST_PUBLIC_URL") + "/" + code));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** For tests that count: it sends each request once. */
    Visitor visitor() {
        return new Visitor(URI.create(platform.export("HOLDFAST_PUBLIC_URL")));
    }

    /** A GET of one link-reader, around nginx. */
    Answer followAt(int reader, String code) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.port(200 + reader) + "/" + code)));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Creates a link and returns its code. */
    String create(String target) {
        Answer answer = post("/api/v1/links", object("target", target));
        if (answer.status() != 201) {
            throw new IllegalStateException(
                    answer.status() + ": " + answer.response().body());
        }
        return answer.json().get("code").asText();
    }

    /** Creates links in one batch and returns their codes in order. */
    List<String> createBatch(List<String> targets) {
        ObjectNode batch = JSON.createObjectNode();
        var links = batch.putArray("links");
        targets.forEach(target -> links.add(object("target", target)));
        Answer answer = post("/api/v1/links/batch", batch);
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    answer.status() + ": " + answer.response().body());
        }
        return answer.json()
                .get("results")
                .valueStream()
                .map(result -> result.at("/link/code").asText())
                .toList();
    }

    /** A JSON object of these names and values in turn. */
    static ObjectNode object(Object... namesAndValues) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], JSON.valueToTree(namesAndValues[i + 1]));
        }
        return object;
    }

    /** Asks again until the answer is right; the last one when two minutes have passed. */
    static <T> T eventually(Supplier<T> question, Predicate<T> right) {
        return eventually(question, right, Duration.ofMinutes(2));
    }

    static <T> T eventually(Supplier<T> question, Predicate<T> right, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        T answer = question.get();
        while (!right.test(answer) && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
            answer = question.get();
        }
        return answer;
    }
}
