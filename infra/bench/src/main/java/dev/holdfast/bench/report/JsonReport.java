package dev.holdfast.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Spread;

/** The report for programs: everything, each round's value too. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String render(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("bench", report.bench()).put("question", report.question());
        ObjectNode conditions = root.putObject("conditions");
        report.conditions().forEach(conditions::put);
        ArrayNode sections = root.putArray("sections");
        report.sections().forEach(section -> sections.add(section(section)));
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return root.toPrettyString() + "\n";
    }

    private static JsonNode section(Section section) {
        ObjectNode node = JSON.createObjectNode().put("title", section.title());
        ArrayNode rows = node.putArray("values");
        Results results = section.results();
        for (String contender : results.contenders()) {
            for (Metric metric : results.metrics()) {
                if (results.has(contender, metric)) {
                    rows.add(row(results, contender, metric));
                }
            }
        }
        return node;
    }

    private static ObjectNode row(Results results, String contender, Metric metric) {
        ObjectNode row = JSON.createObjectNode()
                .put("contender", contender)
                .put("metric", metric.name())
                .put("unit", metric.unit());
        spread(row, results.spread(contender, metric));
        ArrayNode rounds = row.putArray("rounds");
        results.values(contender, metric).forEach(rounds::add);
        return row;
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = JSON.createObjectNode().put("what", finding.what()).put("unit", finding.unit());
        spread(node, finding.value());
        node.put("rounds", finding.value().rounds());
        Reach reach = finding.reach();
        if (reach != null) {
            node.put("reach", reach.describe()).put("reached", finding.met());
        }
        return node;
    }

    private static void spread(ObjectNode node, Spread spread) {
        node.put("median", spread.median()).put("min", spread.min()).put("max", spread.max());
    }
}
