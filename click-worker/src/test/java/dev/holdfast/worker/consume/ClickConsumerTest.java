package dev.holdfast.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clicks from the topic to the tables, on a real broker and a real database. */
class ClickConsumerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void countsWhatWasSentBeforeAndAfterTheFirstStart() throws Exception {
        try (Queue queue = new Queue()) {
            queue.send(clicks(queue, 1000));
            queue.startWorker();
            Until.right(SOON, queue::counted, count -> count == 1000);
            queue.send(clicks(queue, 500));
            Until.right(SOON, queue::counted, count -> count == 1500);
        }
    }

    @Test
    void countsARepeatedClickOnce() throws Exception {
        try (Queue queue = new Queue()) {
            List<ClickEvent> clicks = clicks(queue, 300);
            queue.send(clicks);
            queue.startWorker();
            Until.right(SOON, queue::counted, count -> count == 300);
            queue.send(clicks);
            queue.send(queue.click(queue.link(9)));
            Until.right(SOON, () -> queue.counted(queue.link(9)), count -> count == 1);
            Until.right(SOON, () -> offsets(queue), sum -> sum == 601);
            assertThat(queue.counted()).isEqualTo(301);
        }
    }

    @Test
    void goesOnWhereTheLastWorkerStopped() throws Exception {
        try (Queue queue = new Queue()) {
            try (ApplicationContext first = queue.startWorker()) {
                queue.send(clicks(queue, 200));
                Until.right(SOON, queue::counted, count -> count > 0);
            }
            queue.send(clicks(queue, 200));
            queue.startWorker();
            Until.right(SOON, queue::counted, count -> count == 400);
        }
    }

    private static long offsets(Queue queue) throws Exception {
        return queue.number("select coalesce(sum(next_offset), 0) from click_offset where topic = ?", queue.topic());
    }

    private static List<ClickEvent> clicks(Queue queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> queue.click(queue.link(i % 7)))
                .toList();
    }
}
