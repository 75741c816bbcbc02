package dev.holdfast.bench.clicks;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.kafka.KafkaServer;
import dev.holdfast.local.process.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;

/** The workers as Kafka sees them. */
final class Group implements AutoCloseable {
    private static final String NAME = "click-worker";
    private static final int PARTITIONS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Admin admin;

    Group(KafkaServer kafka) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()));
    }

    /** Waits until this many workers share the partitions evenly. */
    void await(int workers) {
        if (!Deadline.in(PATIENCE).await(() -> settled(workers))) {
            throw new BenchException("after " + PATIENCE.toSeconds() + " s the partitions are not shared by " + workers
                    + " workers but " + shares());
        }
    }

    private boolean settled(int workers) {
        List<Integer> shares = shares();
        return shares.size() == workers && shares.stream().allMatch(share -> share == PARTITIONS / workers);
    }

    private List<Integer> shares() {
        try {
            return admin.describeConsumerGroups(List.of(NAME)).all().get(30, TimeUnit.SECONDS).values().stream()
                    .flatMap(group -> group.members().stream())
                    .map(Group::share)
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }

    private static int share(MemberDescription member) {
        return member.assignment().topicPartitions().size();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
