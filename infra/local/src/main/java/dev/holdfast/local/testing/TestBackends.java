package dev.holdfast.local.testing;

import dev.holdfast.local.StateHome;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.kafka.KafkaServer;
import dev.holdfast.local.postgres.PostgresBinaries;
import dev.holdfast.local.postgres.PostgresCluster;
import dev.holdfast.local.postgres.PostgresNode;
import dev.holdfast.local.process.FreePorts;
import dev.holdfast.local.process.Part;
import dev.holdfast.local.redis.RedisServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;

/**
 * The real backends for a test: a Postgres primary with a streaming replica, Redis and Kafka, on free ports, in a
 * folder that goes with the JVM. They are the classes that {@code infra/stack up} runs.
 *
 * <p>One set serves all tests of a JVM; a test that stops a part starts it again. Needs system property
 * {@code holdfast.root}, the checkout.
 */
public final class TestBackends {
    /** Nothing here needs to survive a power cut. */
    private static final String NOT_DURABLE = "fsync = off\nfull_page_writes = off\n";

    private final Path state;
    private final PostgresCluster postgres;
    private final RedisServer redis;
    private final KafkaServer kafka;

    private TestBackends() {
        this.state = TestState.folder();
        var ports = new FreePorts();
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroy, "test-backends"));
        postgres = new PostgresCluster(
                state, PostgresBinaries.in(StateHome.binaries()), ports.next(), ports.next(), NOT_DURABLE);
        redis = new RedisServer(state, ports.next());
        kafka = new KafkaServer(
                state, () -> Folders.repository().resolve("infra/kafka/target/lib"), ports.next(), ports.next());
        startAll();
    }

    private static final class Holder {
        static final TestBackends SHARED = new TestBackends();
    }

    /** The backends of this JVM, started by the first call, which takes a few seconds. Safe for use by many threads. */
    public static TestBackends shared() {
        return Holder.SHARED;
    }

    private void startAll() {
        var starts = List.of(
                CompletableFuture.runAsync(() -> {
                    postgres.first().start();
                    postgres.second().start();
                }),
                CompletableFuture.runAsync(redis::start),
                CompletableFuture.runAsync(kafka::start));
        starts.forEach(CompletableFuture::join);
    }

    private void destroy() {
        List.of(postgres.second(), postgres.first(), redis, kafka).forEach(Part::kill);
        Folders.delete(state);
    }

    /**
     * The settings with which a service uses these backends.
     *
     * @param service link-writer, link-reader or click-worker
     * @return names and values of environment variables
     */
    public Map<String, String> environment(String service) {
        var user = databaseUser(service);
        var values = new TreeMap<>(Map.of(
                "HOLDFAST_INSTANCE",
                service + "-1",
                "HOLDFAST_HTTP_PORT",
                "-1",
                "HOLDFAST_MANAGEMENT_PORT",
                "-1",
                "HOLDFAST_PRIMARY_JDBC",
                primaryJdbc(),
                "HOLDFAST_DB_USER",
                user,
                "HOLDFAST_DB_PASSWORD",
                postgres.passwords().of(user),
                "HOLDFAST_REDIS_URL",
                redisUrl(),
                "HOLDFAST_KAFKA",
                kafka(),
                "HOLDFAST_SHUTDOWN_DELAY",
                "0s"));
        if (service.equals("link-reader")) {
            values.put("HOLDFAST_REPLICA_JDBC", replicaJdbc());
        }
        return values;
    }

    private static String databaseUser(String service) {
        return switch (service) {
            case "link-writer" -> "holdfast_writer";
            case "link-reader" -> "holdfast_reader";
            case "click-worker" -> "holdfast_worker";
            default -> throw new IllegalArgumentException("no such service: " + service);
        };
    }

    /** URL of the primary, without credentials. */
    public String primaryJdbc() {
        return postgres.leader().jdbc(PostgresCluster.DATABASE);
    }

    /** URL of the replica, without credentials. */
    public String replicaJdbc() {
        return postgres.follower().jdbc(PostgresCluster.DATABASE);
    }

    /** A new connection of the superuser to the primary; the caller closes it. */
    public Connection adminConnection() throws SQLException {
        return postgres.leader().connect(PostgresCluster.DATABASE);
    }

    /** A new connection of the superuser to the replica; the caller closes it. */
    public Connection replicaAdminConnection() throws SQLException {
        return postgres.follower().connect(PostgresCluster.DATABASE);
    }

    public String redisUrl() {
        return redis.url();
    }

    /** For {@code bootstrap.servers}. */
    public String kafka() {
        return kafka.address();
    }

    /** Applies link-writer's migrations, as link-writer does when it starts. Harmless when they are applied. */
    public void migrate() {
        Flyway.configure()
                .dataSource(
                        primaryJdbc(), "holdfast_writer", postgres.passwords().of("holdfast_writer"))
                .locations("filesystem:" + Folders.repository().resolve("link-writer/src/main/resources/db/migration"))
                .load()
                .migrate();
    }

    /** The server that leads at first. */
    public PostgresNode postgresPrimary() {
        return postgres.first();
    }

    /** The server that follows at first. */
    public PostgresNode postgresReplica() {
        return postgres.second();
    }

    /** Makes the replica the primary; {@link #primaryJdbc()} and its kin follow. */
    public void promote() {
        postgres.promote();
    }

    public Part redis() {
        return redis;
    }

    public Part kafkaServer() {
        return kafka;
    }
}
