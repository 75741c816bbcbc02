package dev.holdfast.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The findings of several benches in one table. */
public final class Summary {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table = new Table();
    private String noise = "";

    /** @param file a result in JSON */
    public void add(Path file) {
        try {
            JsonNode result = JSON.readTree(file.toFile());
            result.path("findings").forEach(finding -> add(result.path("bench").asText(), finding));
            String here = result.path("conditions").path("noise").asText();
            noise += "  " + result.path("bench").asText() + ": " + here + "\n";
        } catch (IOException e) {
            throw new BenchException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void add(String bench, JsonNode finding) {
        JsonNode rounds = finding.path("rounds");
        Spread value = new Spread(
                finding.path("median").asDouble(),
                finding.path("min").asDouble(),
                finding.path("max").asDouble(),
                rounds.asInt());
        String verdict = finding.path("reach").asText("");
        if (!verdict.isEmpty()) {
            verdict += finding.path("reached").asBoolean() ? ": reached" : ": NOT reached";
        }
        table.row(List.of(
                bench + ": " + finding.path("what").asText(),
                Numbers.text(value) + " " + finding.path("unit").asText(),
                verdict));
    }

    public String render() {
        return "\nAll benches, median (least to greatest)\n\n" + table.render() + "\nNoise\n\n" + noise;
    }
}
