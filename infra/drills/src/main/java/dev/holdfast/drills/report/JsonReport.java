package dev.holdfast.drills.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code report.json}: what {@code drill status} reads again. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int MOST_LISTED = 50;

    private JsonReport() {}

    static String render(Result result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("drill", result.drill()).put("title", result.title()).put("on", result.on());
        json.put("began", result.began().toString())
                .put("passed", result.passed())
                .put("standard", result.standard())
                .put("rate", result.rate());
        ObjectNode window = json.putObject("window");
        window.put("fault", result.window().fault() / 1e9)
                .put("restore", result.window().restore() / 1e9);
        window.put("whole", result.window().whole() / 1e9)
                .put("end", result.window().end() / 1e9);
        result.budgets().forEach(json.putObject("budgets")::put);
        ObjectNode measures = json.putObject("measures");
        result.measures().forEach((name, value) -> put(measures, name, value));
        var events = json.putArray("events");
        result.events()
                .forEach(event ->
                        events.addObject().put("at", event.time() / 1e9).put("what", event.text()));
        list(json, "lost", result.links().lost());
        list(json, "doubled", result.links().doubled());
        list(json, "miscounted", result.clicks().wrong());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON has no infinity: what never happened is null. */
    private static void put(ObjectNode measures, String name, double value) {
        if (Double.isInfinite(value)) {
            measures.putNull(name);
        } else {
            measures.put(name, Math.round(value * 1000) / 1000.0);
        }
    }

    private static void list(ObjectNode json, String name, List<String> items) {
        var array = json.putArray(name);
        items.stream().limit(MOST_LISTED).forEach(array::add);
    }
}
