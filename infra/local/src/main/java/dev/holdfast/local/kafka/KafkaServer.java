package dev.holdfast.local.kafka;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.JavaRuntime;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Part;
import dev.holdfast.local.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;

/** One Kafka broker in KRaft mode, from its jars, in a JVM of its own. */
public final class KafkaServer implements Part {
    /** Topic of the clicks, and its partitions: many, so that a hot link is spread and workers can be added. */
    public static final String CLICKS = "clicks";

    private static final int PARTITIONS = 12;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path state;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final ManagedProcess process;

    /**
     * @param state the platform's state folder
     * @param port for clients
     * @param controllerPort for the quorum of one
     */
    public KafkaServer(Path state, int port, int controllerPort) {
        this.state = state;
        this.folder = state.resolve("kafka");
        this.port = port;
        this.controllerPort = controllerPort;
        this.process = new ManagedProcess("kafka", state);
    }

    @Override
    public String name() {
        return process.name();
    }

    public ManagedProcess process() {
        return process;
    }

    /** For {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        process.resume();
        if (!process.running()) {
            var config = configure();
            if (!Files.exists(folder.resolve("data/meta.properties"))) {
                format(config);
            }
            process.launch(java("kafka.Kafka", config.toString()), Map.of(), null);
        }
        try (var admin = admin()) {
            process.awaitReady(START, () -> answers(admin));
            createTopic(admin);
        }
    }

    private Path configure() {
        Folders.create(folder, "rwx------");
        var config = folder.resolve("server.properties");
        Template.infra("kafka/server.properties")
                .write(
                        config,
                        Map.of(
                                "PORT",
                                Integer.toString(port),
                                "CONTROLLER_PORT",
                                Integer.toString(controllerPort),
                                "FOLDER",
                                folder.resolve("data").toString()));
        return config;
    }

    private void format(Path config) {
        Folders.delete(folder.resolve("data")); // of a formatting that was cut off
        var id = Uuid.randomUuid().toString();
        new Command(java("kafka.tools.StorageTool", "format", "--standalone", "-t", id, "-c", config.toString()))
                .require();
    }

    private List<String> java(String main, String... arguments) {
        var jars = Folders.repository().resolve("infra/kafka/target/lib");
        if (!Files.isDirectory(jars)) {
            throw new StackException("the broker's jars are missing (" + jars + "): build module infra/kafka first");
        }
        var line = new ArrayList<>(List.of(
                JavaRuntime.program(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Dlog4j2.configurationFile=" + Folders.repository().resolve("infra/kafka/log4j2.properties"),
                "-cp",
                jars + "/*",
                main));
        line.addAll(List.of(arguments));
        return line;
    }

    private Path archive() {
        return state.resolve("kafka").resolve("classes.jsa");
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 4000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100));
    }

    /** Whether it answers now. */
    public boolean answers() {
        try (var admin = admin()) {
            return answers(admin);
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(4, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void createTopic(Admin admin) {
        try {
            admin.createTopics(List.of(new NewTopic(CLICKS, PARTITIONS, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StackException("cannot create topic " + CLICKS + ": " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new StackException("Kafka did not create topic " + CLICKS + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void stop() {
        process.end(Signal.TERM, STOP);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public boolean running() {
        return process.running();
    }
}
