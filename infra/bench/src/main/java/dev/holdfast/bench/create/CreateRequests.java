package dev.holdfast.bench.create;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.rig.Links;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Calls that create links, in a file for wrk. */
final class CreateRequests {
    private CreateRequests() {}

    /** Calls that create one link each. */
    static Path single(Path file, String apiKey, int count) {
        return write(file, "/api/v1/links", apiKey, count, 1);
    }

    /** Calls that create many links each. */
    static Path batches(Path file, String apiKey, int count, int links) {
        return write(file, "/api/v1/links/batch", apiKey, count, links);
    }

    private static Path write(Path file, String path, String apiKey, int count, int links) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                String body = links == 1 ? link(i) : batch((long) i * links, links);
                String call = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + apiKey
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                out.write(call.getBytes(StandardCharsets.US_ASCII));
                out.write(0);
            }
            return file;
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static String link(long number) {
        return "{\"target\":\"" + Links.target(number) + "\"}";
    }

    private static String batch(long first, int links) {
        return LongStream.range(first, first + links)
                .mapToObj(CreateRequests::link)
                .collect(Collectors.joining(",", "{\"links\":[", "]}"));
    }
}
