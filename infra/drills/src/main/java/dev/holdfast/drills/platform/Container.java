package dev.holdfast.drills.platform;

import com.fasterxml.jackson.databind.JsonNode;

/** A container of a Compose project, as {@code docker inspect} describes it. */
record Container(JsonNode json) {
    private static final String SERVICE = "com.docker.compose.service";

    String id() {
        return json.path("Id").asText();
    }

    /** The part that it is. */
    String service() {
        return label(SERVICE);
    }

    String label(String name) {
        return json.path("Config").path("Labels").path(name).asText("");
    }

    boolean serves() {
        return json.path("State").path("Running").asBoolean() && !paused();
    }

    private boolean paused() {
        return json.path("State").path("Paused").asBoolean();
    }

    /** As {@link Part#state}. */
    String state() {
        if (paused()) {
            return "paused";
        }
        if (!serves()) {
            return "down";
        }
        String health = json.path("State").path("Health").path("Status").asText("healthy");
        return health.equals("healthy") ? "up" : "not-ready";
    }

    /** Its address in a network; empty when it is not in it. */
    String address(String network) {
        return json.path("NetworkSettings")
                .path("Networks")
                .path(network)
                .path("IPAddress")
                .asText("");
    }
}
