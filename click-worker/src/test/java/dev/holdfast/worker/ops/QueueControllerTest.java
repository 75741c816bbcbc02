package dev.holdfast.worker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Ops;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queue as operators see and steer it. */
class QueueControllerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void showsDepthLagWorkersAndRates() throws Exception {
        try (Queue queue = new Queue()) {
            Ops ops = queue.ops(queue.startWorker(), "admin");
            queue.send(clicks(queue, 600));
            Until.right(SOON, queue::counted, count -> count == 600);
            Ops.Answer answer = Until.right(
                    SOON, () -> ops.get("/queue"), now -> !now.at("rates").isNull() && lag(now) == 0);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("state").getStringValue()).isEqualTo("running");
            assertThat(answer.at("topic").getStringValue()).isEqualTo(queue.topic());
            assertThat(answer.at("partitions").size()).isEqualTo(12);
            assertThat(answer.at("workers").size()).isEqualTo(1);
            assertThat(answer.at("workers", 0, "name").getStringValue()).isEqualTo("click-worker-1");
            assertThat(answer.at("workers", 0, "partitions").size()).isEqualTo(12);
            assertThat(answer.at("rates", "secondsToDrain").getDoubleValue()).isZero();
        }
    }

    @Test
    void aPauseHoldsForAllWorkersAndThroughARestart() throws Exception {
        try (Queue queue = new Queue()) {
            ApplicationContext first = queue.startWorker();
            Ops ops = queue.ops(first, "admin");
            queue.send(clicks(queue, 10));
            Until.right(SOON, queue::counted, count -> count == 10);
            assertThat(ops.post("/queue/pause", "").at("state").getStringValue())
                    .isEqualTo("paused");
            ApplicationContext second = queue.startWorker();
            Until.right(SOON, () -> workers(ops), count -> count == 2);
            queue.send(clicks(queue, 500));
            Until.right(SOON, () -> lag(ops.get("/queue")), lag -> lag == 500);
            first.close();
            Ops other = queue.ops(second, "admin");
            Until.right(SOON, () -> workers(other), count -> count == 1);
            assertThat(queue.counted()).isEqualTo(10);
            assertThat(other.get("/queue").at("reason").getStringValue()).contains("paused by test");
            assertThat(other.post("/queue/resume", "").at("state").getStringValue())
                    .isEqualTo("running");
            Until.right(SOON, queue::counted, count -> count == 510);
        }
    }

    @Test
    void needsTheScopeAdmin() throws Exception {
        try (Queue queue = new Queue()) {
            Ops ops = queue.ops(queue.startWorker(), "links:write");
            assertThat(ops.get("/queue").status()).isEqualTo(403);
            assertThat(ops.post("/queue/pause", "").status()).isEqualTo(403);
            assertThat(ops.get("/dead-letters").status()).isEqualTo(403);
            assertThat(ops.get("/openapi.yml").text())
                    .contains("/api/v1/queue/pause", "/api/v1/dead-letters/{id}", "/api/v1/dead-letters/replay");
        }
    }

    private static long lag(Ops.Answer answer) {
        return answer.at("depth").getLongValue();
    }

    private static int workers(Ops ops) throws Exception {
        return ops.get("/queue").at("workers").size();
    }

    private static List<ClickEvent> clicks(Queue queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> queue.click(queue.link(i % 7)))
                .toList();
    }
}
