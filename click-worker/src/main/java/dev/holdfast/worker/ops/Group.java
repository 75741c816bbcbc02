package dev.holdfast.worker.ops;

import dev.holdfast.worker.WorkerSettings;
import dev.holdfast.worker.consume.Topic;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The workers, as the group's coordinator knows them. */
@Singleton
class Group {
    private final Admin admin;
    private final String name;

    Group(Admin admin, WorkerSettings settings) {
        this.admin = admin;
        this.name = settings.group();
    }

    /** The group's members by name, with the partitions that each owns. */
    List<QueueView.Worker> workers() {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(
                    Topic.await(admin.describeConsumerGroups(List.of(name)).all())
                            .get(name));
            return group.members().stream()
                    .map(Group::worker)
                    .sorted(Comparator.comparing(QueueView.Worker::name))
                    .toList();
        } catch (GroupIdNotFoundException e) {
            return List.of();
        }
    }

    private static QueueView.Worker worker(MemberDescription member) {
        List<Integer> partitions = member.assignment().topicPartitions().stream()
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        return new QueueView.Worker(member.clientId(), member.host().replaceFirst("^/", ""), partitions);
    }
}
