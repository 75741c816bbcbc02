package dev.holdfast.worker;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.click.ClickEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of a test's own on the shared backends, with tools to fill it, to run workers on it, and to look at the
 * tables.
 */
public final class Queue implements AutoCloseable {
    /** Links up to this id count as issued. */
    public static final long LAST_LINK = 1_000_000_000;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long FIRST_LINK = 1000;

    private final TestBackends backends = TestBackends.shared();
    private final List<ApplicationContext> workers = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final long firstLink;

    public Queue() throws Exception {
        int number = NUMBER.incrementAndGet();
        topic = "clicks-" + number;
        firstLink = FIRST_LINK + number * 1_000_000L;
        backends.migrate();
        update("select setval('link_number', " + LAST_LINK + ")");
        update("update click_queue set paused = false");
        update("delete from dead_letter");
        createTopic(12);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        backends.kafka(),
                        "linger.ms",
                        5,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public String topic() {
        return topic;
    }

    /** The id of one of the links that only this queue's clicks belong to. */
    public long link(int number) {
        return firstLink + number;
    }

    public void createTopic(int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", backends.kafka()));
    }

    /** Starts a worker in this JVM. */
    public ApplicationContext startWorker() {
        return startWorker(Map.of());
    }

    public ApplicationContext startWorker(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(backends.environment("click-worker"));
        properties.put("HOLDFAST_INSTANCE", "click-worker-" + (workers.size() + 1));
        properties.put("holdfast.worker.topic", topic);
        properties.put("holdfast.worker.group", topic);
        properties.putAll(more);
        ApplicationContext worker = ApplicationContext.run(properties, "test");
        workers.add(worker);
        return worker;
    }

    /** Starts a worker in a process of its own, in the group that {@link #startWorker()} joins. */
    public WorkerProcess startProcess(String name) throws IOException {
        return startProcess(name, topic);
    }

    public WorkerProcess startProcess(String name, String group) throws IOException {
        Map<String, String> environment = new HashMap<>(backends.environment("click-worker"));
        environment.put("HOLDFAST_INSTANCE", name);
        return new WorkerProcess(environment, topic, group);
    }

    /** A client of the operators' API of a worker of this JVM, with a new key of this scope. */
    public Ops ops(ApplicationContext worker, String scope) throws SQLException {
        String secret = ApiKeySecret.generate();
        try (Connection connection = backends.adminConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into api_key (name, secret_hash, scopes) values ('test', ?, array[?])")) {
            statement.setBytes(1, ApiKeySecret.hash(secret));
            statement.setString(2, scope);
            statement.executeUpdate();
        }
        EmbeddedServer server = worker.getBean(EmbeddedServer.class);
        return new Ops((server.isRunning() ? server : server.start()).getURI(), secret);
    }

    public ClickEvent click(long link) {
        return click(link, Instant.now());
    }

    public ClickEvent click(long link, Instant at) {
        return new ClickEvent(
                UUID.randomUUID(),
                Instant.ofEpochMilli(at.toEpochMilli()),
                link,
                ThreadLocalRandom.current().nextLong(),
                "example.org",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "DE");
    }

    public void send(ClickEvent... clicks) {
        send(List.of(clicks));
    }

    public void send(List<ClickEvent> clicks) {
        sendRaw(clicks.stream().map(ClickEvent::encode).toList());
    }

    /** Returns once the broker has them all. */
    public void sendRaw(List<byte[]> values) {
        List<Future<RecordMetadata>> sent = values.stream()
                .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                .toList();
        producer.flush();
        sent.forEach(Future::resultNow);
    }

    /** The number that a query of one row and column gives. */
    public long number(String sql, Object... parameters) throws SQLException {
        try (Connection connection = backends.adminConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    public void update(String sql) throws SQLException {
        try (Connection connection = backends.adminConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Counted clicks of this queue's links. */
    public long counted() throws SQLException {
        return number(
                "select coalesce(sum(clicks), 0) from click_by_day where link_id between ? and ?",
                firstLink,
                firstLink + 999_999);
    }

    /** Dead letters of this queue. */
    public long letters() throws SQLException {
        return number(
                "select count(*) from dead_letter d where topic_id in"
                        + " (select topic_id from click_offset where topic = ?)",
                topic);
    }

    /** Dead letters of this queue and cause. */
    public long letters(String cause) throws SQLException {
        return number(
                "select count(*) from dead_letter d where cause = ? and topic_id in"
                        + " (select topic_id from click_offset where topic = ?)",
                cause,
                topic);
    }

    /** How many records have been consumed. */
    public long consumed() throws SQLException {
        return number("select coalesce(sum(next_offset), 0) from click_offset where topic = ?", topic);
    }

    public long counted(long link) throws SQLException {
        return number("select coalesce(sum(clicks), 0) from click_by_day where link_id = ?", link);
    }

    @Override
    public void close() {
        workers.forEach(ApplicationContext::close);
        producer.close();
    }
}
