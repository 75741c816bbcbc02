package dev.holdfast.local.kafka;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.JavaRuntime;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;

/** One Kafka broker in KRaft mode, from its jars, in a JVM of its own. */
public final class KafkaServer extends Server {
    private final Path folder;
    private final Supplier<Path> jars;
    private final int port;
    private final int controllerPort;

    /**
     * @param state the platform's state folder
     * @param jars folder with the broker's jars, asked for when it is needed
     * @param port for clients
     * @param controllerPort for the quorum of one
     */
    public KafkaServer(Path state, Supplier<Path> jars, int port, int controllerPort) {
        super(new ManagedProcess("kafka", state), Signal.TERM, Duration.ofSeconds(120), Duration.ofSeconds(20));
        this.folder = state.resolve("kafka");
        this.jars = jars;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** For {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    protected Launch prepare() {
        Folders.create(folder, "rwx------");
        var data = folder.resolve("data");
        var file = folder.resolve("server.properties");
        var text = Template.infra("kafka/server.properties")
                .render(Map.of(
                        "PORT", Integer.toString(port),
                        "CONTROLLER_PORT", Integer.toString(controllerPort),
                        "FOLDER", data.toString()));
        Template.write(file, text);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(file, data);
        }
        return new Launch(java("kafka.Kafka", file.toString()), text);
    }

    private void format(Path file, Path data) {
        Folders.delete(data); // of a formatting that was cut off
        var id = Uuid.randomUuid().toString();
        new Command(java("kafka.tools.StorageTool", "format", "--standalone", "-t", id, "-c", file.toString()))
                .require();
    }

    private List<String> java(String main, String... arguments) {
        var line = new ArrayList<>(List.of(
                JavaRuntime.program(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + Folders.repository().resolve("infra/kafka/log4j2.properties"),
                "-cp",
                jars.get() + "/*",
                main));
        line.addAll(List.of(arguments));
        return line;
    }

    @Override
    public boolean answers() {
        try (var topics = new Topics(address())) {
            return topics.brokerAnswers();
        }
    }

    @Override
    protected void started() {
        try (var topics = new Topics(address())) {
            topics.createClicks();
        }
    }
}
