package dev.holdfast.bench.rows;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.load.Walk;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.bench.rig.Scrape;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.service.ServiceInstance;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What links occupy in memory: by how much it grows when readers bring some in. */
final class Occupied {
    private static final Pattern USED = Pattern.compile("used_memory:([0-9]+)");
    private static final Pattern KEYS = Pattern.compile("db0:keys=([0-9]+)");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private final Parts parts;
    private final Path requests;
    private final Expected expected;

    Occupied(Rig rig, Parts parts, Map<String, String> targets) {
        this.parts = parts;
        this.requests = Requests.inOrder(rig.file("walk"), Requests.Sender.FRONT, List.copyOf(targets.keySet()));
        this.expected = new Expected(targets);
    }

    /** Bytes a link, key included, as readers fill Redis. */
    double inRedis(ServiceInstance reader) {
        Console.say("bringing links into Redis");
        String before = info();
        Walk.through(reader.port(), requests, expected);
        String after = info();
        return (number(USED, after) - number(USED, before)) / (double) (number(KEYS, after) - number(KEYS, before));
    }

    /** Bytes a link on the heap of a reader, by what is alive there. */
    double inMemory(ServiceInstance reader) {
        Console.say("bringing links into a reader's memory");
        long live = live(reader);
        double entries = entries(reader);
        Walk.through(reader.port(), requests, expected);
        double more = entries(reader) - entries;
        return (live(reader) - live) / more;
    }

    private static double entries(ServiceInstance reader) {
        return Scrape.of(reader).values().entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("holdfast_l1_entries"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static long live(ServiceInstance reader) {
        String pid = reader.process().pid().map(String::valueOf).orElse("none");
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return number(LIVE, Command.of(jcmd, pid, "GC.class_histogram").require());
    }

    private String info() {
        URI redis = URI.create(parts.platform().redis().url());
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new BenchException("Redis does not say what it holds: " + e.getMessage());
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
