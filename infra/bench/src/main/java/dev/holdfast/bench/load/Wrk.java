package dev.holdfast.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The load generator wrk: as many requests as the server takes, over connections that are kept.
 *
 * @param cores which it may run on
 * @param threads of wrk
 * @param connections in all; each has one request under way
 */
public record Wrk(Cores cores, int threads, int connections) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "RESULT ";

    /**
     * What wrk saw.
     *
     * @param requests answered
     * @param seconds that took
     * @param refused answers with a status of 400 or more
     * @param broken requests that got no answer
     */
    public record Outcome(long requests, double seconds, long refused, long broken) {
        public double rate() {
            return requests / seconds;
        }
    }

    /** Runs script {@code infra/bench/src/main/lua/NAME} with one argument, a file. */
    public Outcome run(String script, String url, Path file, Duration time) {
        Path path = Folders.repository().resolve("infra/bench/src/main/lua").resolve(script);
        List<String> line = List.of(
                program(),
                "--threads=" + threads,
                "--connections=" + connections,
                "--duration=" + Math.max(1, Math.round(time.toMillis() / 1e3)) + "s",
                "--timeout=10s",
                "--script=" + path,
                url,
                "--",
                file.toString());
        return parse(new Command(cores.forOthers(line)).require());
    }

    public static String program() {
        return Command.find("wrk")
                .orElseThrow(() -> new BenchException("wrk is not on the PATH; Debian's package is named wrk"))
                .toString();
    }

    private static Outcome parse(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new BenchException("wrk gave no result. It said:\n" + output));
        try {
            JsonNode json = JSON.readTree(line.substring(MARK.length()));
            return new Outcome(
                    json.get("requests").asLong(),
                    json.get("micros").asLong() / 1e6,
                    json.get("status").asLong(),
                    json.get("connect").asLong()
                            + json.get("read").asLong()
                            + json.get("write").asLong()
                            + json.get("timeout").asLong());
        } catch (IOException e) {
            throw new BenchException("wrk's result can't be read: " + line);
        }
    }

    public String describe() {
        return "wrk, " + threads + (threads == 1 ? " thread, " : " threads, ") + connections
                + " connections kept alive, one request under way on each";
    }
}
