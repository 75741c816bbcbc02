package dev.holdfast.bench.load;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Requests made before a run, in a file that wrk and {@link Arrivals} walk through in a circle: whole HTTP requests,
 * each ended by a zero byte. The same file serves all contenders.
 */
public final class Requests {
    private static final long SEED = 20_260_101;
    private static final int VISITORS = 5_000;
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile"
                    + " Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
                    + " Safari/605.1.15");

    private Requests() {}

    /** Who the requests seem to come from. */
    public enum Sender {
        /** A browser, straight: what reaches a front. */
        BROWSER,
        /** The public front of the platform, with the headers that it sets. */
        FRONT
    }

    /** Requests for these codes, the first of which is the most popular, by Zipf's law. */
    public static Path zipf(Path file, Sender sender, List<String> codes, int count) {
        Zipf zipf = new Zipf(codes.size(), SEED);
        return write(file, sender, codes, zipf::next, count);
    }

    /** Requests for any of these codes, each as likely as the others. */
    public static Path uniform(Path file, Sender sender, List<String> codes, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        return write(file, sender, codes, () -> random.nextInt(codes.size()), count);
    }

    /** Requests for these codes, one after the other. */
    public static Path inOrder(Path file, Sender sender, List<String> codes) {
        int[] next = {0};
        return write(file, sender, codes, () -> next[0]++, codes.size());
    }

    private static Path write(Path file, Sender sender, List<String> codes, IntSupplier choice, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                String text = request(sender, codes.get(choice.getAsInt()), random);
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.write(0);
            }
            return file;
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static String request(Sender sender, String code, SplittableRandom random) {
        int visitor = random.nextInt(VISITORS);
        String browser = "GET /" + code + " HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "User-Agent: " + AGENTS.get(visitor % AGENTS.size()) + "\r\n"
                + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                + "Accept-Language: en-US,en;q=0.5\r\n"
                + "Accept-Encoding: gzip, deflate, br\r\n"
                + "Referer: https://news.example.org/item?id=" + visitor + "\r\n";
        return browser + (sender == Sender.FRONT ? front(visitor, random) : "") + "\r\n";
    }

    /** As infra/nginx sets them. */
    private static String front(int visitor, SplittableRandom random) {
        double seconds = System.currentTimeMillis() / 1e3;
        return String.format(
                Locale.ROOT,
                "X-Request-Id: %016x%016x\r\nX-Request-Time: %.3f\r\nX-Forwarded-For: 198.51.%d.%d\r\n"
                        + "X-Forwarded-Proto: http\r\nX-Holdfast-Front: public\r\n",
                random.nextLong(),
                random.nextLong(),
                seconds,
                visitor >> 8,
                visitor & 255);
    }
}
