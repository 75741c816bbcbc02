package dev.holdfast.drills.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.drills.DrillException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The containers of one Compose project, through the command {@code docker}.
 *
 * @param project its name
 */
record Docker(String project) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Those that nobody is served by. */
    private static final List<String> BESIDE = List.of("setup", "prometheus", "node-exporter");
    /** For questions to what may be frozen. */
    private static final Duration QUESTION = Duration.ofSeconds(8);

    static String run(List<String> arguments) {
        return Program.of(Stream.concat(Stream.of("docker"), arguments.stream()).toList())
                .require();
    }

    /** All that stay, running or not. */
    List<Container> containers() {
        String filter = "label=com.docker.compose.project=" + project;
        List<String> ids = run(List.of("ps", "--all", "--quiet", "--filter", filter))
                .lines()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readTree(run(
                            Stream.concat(Stream.of("inspect"), ids.stream()).toList()))
                    .valueStream()
                    .map(Container::new)
                    .filter(container -> !BESIDE.contains(container.service()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Container container(String service) {
        return containers().stream()
                .filter(container -> container.service().equals(service))
                .findFirst()
                .orElseThrow(() -> DrillException.error("project " + project + " has no container of " + service));
    }

    /** Does this to the containers of these services at once. */
    void all(String command, List<String> services) {
        List<Container> containers = containers();
        List<String> ids = containers.stream()
                .filter(container -> services.contains(container.service()))
                .map(Container::id)
                .toList();
        run(Stream.concat(Stream.of(command), ids.stream()).toList());
    }

    /** What a command inside a container printed; empty when it did not end well. Fails when it did not in time. */
    static String askInTime(Container container, String... command) {
        List<String> line = Stream.concat(Stream.of("docker", "exec", container.id()), Stream.of(command))
                .toList();
        Program.Result result = new Program(line, QUESTION).run();
        return result.exit() == 0 ? result.output().strip() : "";
    }

    /** The same; empty when it did not end in time. */
    static String ask(Container container, String... command) {
        try {
            return askInTime(container, command);
        } catch (DrillException e) {
            return "";
        }
    }
}
