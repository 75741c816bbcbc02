package dev.holdfast.local.kafka;

import dev.holdfast.local.StackException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** A connection to the broker, to look at it and to make the platform's topics. */
final class Topics implements AutoCloseable {
    private static final String CLICKS = "clicks";

    /** Many, so that a hot link is spread and workers can be added. */
    private static final int PARTITIONS = 12;

    private static final int ANSWER_MILLIS = 4000;

    private final Admin admin;

    Topics(String address) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100));
    }

    boolean brokerAnswers() {
        try {
            return !get(admin.describeCluster().nodes()).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Harmless when it exists. */
    void createClicks() {
        try {
            get(admin.createTopics(List.of(new NewTopic(CLICKS, PARTITIONS, (short) 1)))
                    .all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StackException("Kafka did not create topic " + CLICKS + ": " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new StackException("Kafka did not create topic " + CLICKS + " in time", e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
