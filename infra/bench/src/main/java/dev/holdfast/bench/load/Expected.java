package dev.holdfast.bench.load;

import dev.holdfast.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is the right answer to a request: the redirect to the code's own target, or 404 for a code without one.
 *
 * @param targets by code; null when any redirect is right, as of a server that knows only one
 */
public record Expected(@Nullable Map<String, String> targets) {
    /** For a server that answers everything with one redirect. */
    public static final Expected ANY_REDIRECT = new Expected(null);

    private static final String ANY = "any";

    boolean right(String code, Answer answer) {
        if (targets == null) {
            return answer.status() == 302;
        }
        String target = targets.get(code);
        return target == null
                ? answer.status() == 404
                : answer.status() == 302 && answer.location().equals(target);
    }

    /** The code that a request, as {@link Requests} makes them, asks for. */
    static String code(String request) {
        return request.substring("GET /".length(), request.indexOf(' ', "GET /".length()));
    }

    /** The file's name as an argument of {@link Arrivals}. */
    String save(Path file) {
        if (targets == null) {
            return ANY;
        }
        StringBuilder text = new StringBuilder();
        targets.forEach(
                (code, target) -> text.append(code).append('\t').append(target).append('\n'));
        try {
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage());
        }
    }

    static Expected load(String file) throws IOException {
        if (file.equals(ANY)) {
            return ANY_REDIRECT;
        }
        Map<String, String> targets = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(file), StandardCharsets.US_ASCII)) {
            int tab = line.indexOf('\t');
            targets.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return new Expected(targets);
    }
}
