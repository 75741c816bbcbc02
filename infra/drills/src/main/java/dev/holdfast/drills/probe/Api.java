package dev.holdfast.drills.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.drills.DrillException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The api or the ops front, with a key. Safe for use by many threads. */
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Wire front;
    private final String headers;

    public Api(Wire front, String apiKey) {
        this.front = front;
        this.headers = "Authorization: Bearer " + apiKey + "\r\nContent-Type: application/json\r\n";
    }

    Reply send(String method, String path, String moreHeaders, String body, Duration limit) throws IOException {
        return front.send(method, path, headers + moreHeaders, body, limit);
    }

    /** The body of an answer 200; fails for any other. */
    public JsonNode get(String path) throws IOException {
        Reply reply = send("GET", path, "", "", LIMIT);
        if (reply.status() != 200) {
            throw new IOException(path + " answered " + reply.status() + ": " + reply.body());
        }
        return JSON.readTree(reply.body());
    }

    /**
     * Makes links in one batch.
     *
     * @return targets by code, in order
     */
    public Map<String, String> createBatch(List<String> targets) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode links = batch.putArray("links");
        targets.forEach(target -> links.addObject().put("target", target));
        try {
            Reply reply = send("POST", "/api/v1/links/batch", "", batch.toString(), LIMIT);
            if (reply.status() != 200) {
                throw DrillException.precondition(
                        "the platform makes no links: " + reply.status() + ": " + reply.body());
            }
            Map<String, String> made = new LinkedHashMap<>();
            for (JsonNode result : JSON.readTree(reply.body()).path("results")) {
                made.put(
                        result.at("/link/code").asText(),
                        result.at("/link/target").asText());
            }
            return made;
        } catch (IOException e) {
            throw DrillException.precondition("the platform makes no links: " + e);
        }
    }
}
