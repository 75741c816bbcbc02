package dev.holdfast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Sample;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
    private static Report report() {
        Results results = new Results();
        for (double value : List.of(7.125, 8.0, 7.5)) {
            results.add("ours", Sample.of(Metric.CPU, value).and(Metric.RATE, 123_456));
            results.add("a < b", Sample.of(Metric.CPU, 5));
        }
        return new Report("sample", "is it fast & right?")
                .condition("machine", "a <fast> one")
                .section(new Section("At saturation", results, List.of(Metric.CPU, Metric.RATE)))
                .finding(Finding.ratio(results, "ours", "a < b", Metric.CPU, Reach.atMost(1.4)))
                .finding(Finding.value(results, "ours", Metric.RATE, Reach.atLeast(100_000)))
                .note("all answers were right");
    }

    @Test
    void theTextHasMediansSpreadsAndVerdicts() {
        assertThat(TextReport.render(report()))
                .contains("is it fast & right?", "machine: a <fast> one", "all answers were right")
                .containsPattern("ours +7.5 \\(7.13 to 8\\) +123,456 \\(123,456 to 123,456\\)")
                .containsPattern("a < b +5 \\(5 to 5\\) +-")
                .containsPattern("1.5 \\(1.43 to 1.6\\) x +at most 1.4: NOT reached")
                .contains("at least 100,000: reached");
    }

    @Test
    void theJsonHasEveryRound() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonReport.render(report()));
        JsonNode cpu = json.path("sections").path(0).path("values").path(0);
        assertThat(cpu.path("rounds").toString()).isEqualTo("[7.125,8.0,7.5]");
        assertThat(cpu.path("median").asDouble()).isEqualTo(7.5);
        assertThat(json.path("findings").path(0).path("reached").asBoolean(true))
                .isFalse();
    }

    @Test
    void theChartIsXmlWithABarForEachValue() throws IOException, SAXException, ParserConfigurationException {
        String chart = Chart.render(report());
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(chart)));
        assertThat(chart.lines().filter(line -> line.contains("rx=\"2\""))).hasSize(3);
    }
}
