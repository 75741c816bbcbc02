package dev.holdfast.bench.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Links made through a link-writer, as anyone makes them. */
public final class Links {
    private static final int BATCH = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Links() {}

    /** A target as long as many are. */
    public static String target(long number) {
        return "https://www.example.com/articles/2026/a-title-of-usual-length-" + number + "?utm_source=newsletter";
    }

    /**
     * Makes links.
     *
     * @param apiPort of a link-writer
     * @return targets by code, in the order made
     */
    public static Map<String, String> create(int apiPort, String apiKey, int count) {
        Map<String, String> targets = new LinkedHashMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int made = 0; made < count; made += BATCH) {
                createBatch(client, apiPort, apiKey, made, Math.min(BATCH, count - made), targets);
            }
        }
        return targets;
    }

    private static void createBatch(
            HttpClient client, int apiPort, String apiKey, int from, int count, Map<String, String> targets) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode links = body.putArray("links");
        for (int i = from; i < from + count; i++) {
            links.addObject().put("target", target(i));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/api/v1/links/batch"))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        JsonNode answer = send(client, request);
        for (JsonNode result : answer.path("results")) {
            JsonNode link = result.path("link");
            targets.put(link.path("code").asText(), link.path("target").asText());
        }
        if (targets.size() != from + count) {
            throw new BenchException("a batch of " + count + " links was not made, but "
                    + answer.path("results").path(0));
        }
    }

    private static JsonNode send(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new BenchException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new BenchException(request.uri() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }
}
