package dev.holdfast.worker.consume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The records read since the last batch. Confined to one thread. */
final class Gathering {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    private int size;
    private long since;

    void add(ConsumerRecords<byte[], byte[]> read, long nanoTime) {
        if (size == 0) {
            since = nanoTime;
        }
        for (TopicPartition partition : read.partitions()) {
            records.computeIfAbsent(partition, p -> new ArrayList<>()).addAll(read.records(partition));
        }
        size += read.count();
    }

    int size() {
        return size;
    }

    /** When the oldest record was added; meaningless while empty. */
    long since() {
        return since;
    }

    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records() {
        return records;
    }

    void drop(TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> dropped = records.remove(partition);
        size -= dropped == null ? 0 : dropped.size();
    }

    void clear() {
        records.clear();
        size = 0;
    }
}
