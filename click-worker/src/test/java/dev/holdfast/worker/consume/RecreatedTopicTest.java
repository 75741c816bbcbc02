package dev.holdfast.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.worker.Ops;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** A topic that is made anew stops consumption until an operator accepts it. */
class RecreatedTopicTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void stopsLoudlyAndGoesOnWhenAccepted() throws Exception {
        try (Queue queue = new Queue()) {
            Ops ops = queue.ops(queue.startWorker(), "admin");
            send(queue, 100);
            Until.right(SOON, queue::counted, count -> count == 100);
            recreate(queue);
            send(queue, 5000);
            Ops.Answer halted =
                    Until.right(SOON, () -> ops.get("/queue"), now -> state(now).equals("halted"));
            assertThat(halted.at("reason").getStringValue()).contains("made anew", "accept-topic");
            assertThat(ops.post("/queue/accept-topic", "{\"topicId\": \"something\"}")
                            .status())
                    .isEqualTo(422);
            assertThat(queue.counted()).isEqualTo(100);
            String id = halted.at("topicId").getStringValue();
            assertThat(ops.post("/queue/accept-topic", "{\"topicId\": \"" + id + "\"}")
                            .status())
                    .isEqualTo(200);
            Until.right(SOON, queue::counted, count -> count == 5100);
            assertThat(state(ops.get("/queue"))).isEqualTo("running");
        }
    }

    @Test
    void recordsThatAreGoneBeforeTheyWereCountedStopItToo() throws Exception {
        try (Queue queue = new Queue()) {
            send(queue, 100);
            Ops ops = queue.ops(queue.startWorker(), "admin");
            Until.right(SOON, queue::counted, count -> count == 100);
            queue.update("update click_offset set next_offset = 1000000 where partition = 3 and topic = '"
                    + queue.topic() + "'");
            send(queue, 1000);
            Ops.Answer halted =
                    Until.right(SOON, () -> ops.get("/queue"), now -> state(now).equals("halted"));
            assertThat(halted.at("reason").getStringValue()).contains("partition 3", "1000000");
            String id = halted.at("topicId").getStringValue();
            ops.post("/queue/accept-topic", "{\"topicId\": \"" + id + "\"}");
            Until.right(SOON, queue::counted, count -> count == 1100);
        }
    }

    private static String state(Ops.Answer answer) {
        return answer.status() == 200 ? answer.at("state").getStringValue() : "";
    }

    private static void recreate(Queue queue) throws Exception {
        try (Admin admin = queue.admin()) {
            admin.deleteTopics(List.of(queue.topic())).all().get();
            Until.right(SOON, () -> admin.listTopics().names().get(), names -> !names.contains(queue.topic()));
        }
        queue.createTopic(12);
    }

    private static void send(Queue queue, int count) {
        queue.send(IntStream.range(0, count)
                .mapToObj(i -> queue.click(queue.link(i % 7)))
                .toList());
    }
}
