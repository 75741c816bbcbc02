package dev.holdfast.drills.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** The platform that {@code infra/stack} runs as plain processes, through its commands. */
final class EmbeddedTarget implements Target {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fronts fronts;

    private EmbeddedTarget(Fronts fronts) {
        this.fronts = fronts;
    }

    /** Absent when no such platform runs. */
    static Optional<Target> find() {
        Program.Result exports = stack(List.of("env")).run();
        if (exports.exit() != 0
                || status().stream().noneMatch(part -> part.path("pid").isNumber())) {
            return Optional.empty();
        }
        return Optional.of(new EmbeddedTarget(Exports.parse(exports.output()).fronts()));
    }

    private static Program stack(List<String> arguments) {
        List<String> line = new ArrayList<>(
                List.of(Folders.repository().resolve("infra/stack").toString()));
        line.addAll(arguments);
        return Program.of(line);
    }

    private static List<JsonNode> status() {
        try {
            JsonNode status = JSON.readTree(stack(List.of("status", "--json")).require());
            return status.path("parts").valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Kind kind() {
        return Kind.EMBEDDED;
    }

    @Override
    public Fronts fronts() {
        return fronts;
    }

    /** No two of them can have the same port. */
    @Override
    public String identity() {
        return "embedded-" + fronts.publicFront().getPort();
    }

    @Override
    public SSLSocketFactory tls() {
        throw DrillException.precondition("the embedded platform speaks no TLS");
    }

    @Override
    public List<Part> parts() {
        return status().stream()
                .map(part -> new Part(
                        part.path("name").asText(),
                        part.path("state").asText(),
                        part.path("role").asText("").replace("null", ""),
                        ""))
                .toList();
    }

    @Override
    public void act(Verb verb, List<String> parts) {
        for (String part : parts) {
            switch (verb) {
                case CRASH -> {
                    stack(List.of("kill", part)).require();
                    stack(List.of("start", part)).require();
                }
                case CUT, JOIN -> throw DrillException.error("the parts of one machine have no network to cut");
                default ->
                    stack(List.of(verb.name().toLowerCase(Locale.ROOT), part)).require();
            }
        }
    }

    @Override
    public void special(String command, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        switch (command) {
            case "promote" -> stack(List.of(command)).require(); // it knows the replica
            case "scale" -> stack(line).require();
            case "flush" -> flush();
            default -> throw DrillException.error("the embedded platform can't '" + command + "'");
        }
    }

    private void flush() {
        String url = Exports.parse(stack(List.of("env")).require()).get("HOLDFAST_REDIS_URL");
        Program.of(List.of("redis-cli", "-u", url, "flushall")).require();
    }

    /** As the state folder names one, and only one. */
    @Override
    public int primaries() {
        return (int)
                parts().stream().filter(part -> part.role().equals("primary")).count();
    }

    @Override
    public Optional<URI> metrics(String part) {
        return status().stream()
                .filter(status -> status.path("name").asText().equals(part)
                        && status.path("pid").isNumber())
                .filter(status -> status.path("ports").size() == 2)
                .map(status -> URI.create(
                        "http://127.0.0.1:" + status.path("ports").get(1).asInt() + "/prometheus"))
                .findFirst();
    }
}
