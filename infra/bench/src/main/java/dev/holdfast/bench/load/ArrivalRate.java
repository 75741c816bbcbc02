package dev.holdfast.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Sample;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.JavaRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Latency while requests arrive at a given rate: see {@link Arrivals}. */
public final class ArrivalRate {
    public static final Metric P50 = Metric.lower("p50", "µs");
    public static final Metric P99 = Metric.lower("p99", "µs");
    public static final Metric P999 = Metric.lower("p99.9", "µs");
    public static final Metric MAX = Metric.lower("slowest", "µs");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "RESULT ";
    /** Its own code must be compiled before it may judge another's. Seconds. */
    private static final double WARMUP = 2;

    private ArrivalRate() {}

    /**
     * Measures; fails when an answer is wrong or missing.
     *
     * @param rate requests a second
     */
    public static Sample measure(int port, int rate, Duration time, Path requests, Expected expected) {
        String file = expected.save(requests.resolveSibling(requests.getFileName() + ".expected"));
        List<String> line = List.of(
                JavaRuntime.program(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms128m",
                "-cp",
                System.getProperty("java.class.path"),
                Arrivals.class.getName(),
                Integer.toString(port),
                Integer.toString(rate),
                Double.toString(time.toMillis() / 1e3),
                Double.toString(WARMUP),
                requests.toString(),
                file);
        return sample(parse(new Command(line).require()));
    }

    private static JsonNode parse(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new BenchException("the load at a fixed rate gave no result. It said:\n" + output));
        try {
            return JSON.readTree(line.substring(MARK.length()));
        } catch (IOException e) {
            throw new BenchException("this result can't be read: " + line);
        }
    }

    private static Sample sample(JsonNode json) {
        if (json.get("wrong").asLong() > 0) {
            throw new BenchException("at a fixed rate " + json.get("wrong") + " answers were wrong or missing, first "
                    + json.get("firstWrong").asText());
        }
        return Sample.of(P50, json.get("p50").asDouble())
                .and(P99, json.get("p99").asDouble())
                .and(P999, json.get("p999").asDouble())
                .and(MAX, json.get("max").asDouble());
    }
}
