package dev.holdfast.worker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Ops;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A long backlog, as operators see it drain. */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class BacklogTest {
    private static final Duration LATER = Duration.ofMinutes(10);
    private static final int COUNT = 1_000_000;

    @Test
    void theTimeToDrainIsRightAfterTenSeconds() throws Exception {
        try (Queue queue = new Queue()) {
            send(queue);
            Ops ops = queue.ops(queue.startWorker(), "admin");
            Until.right(LATER, queue::consumed, consumed -> consumed > 0);
            long begin = System.nanoTime();
            Until.right(
                    LATER,
                    System::nanoTime,
                    now -> now - begin > Duration.ofSeconds(11).toNanos());
            double shown = ops.get("/queue").at("rates", "secondsToDrain").getDoubleValue();
            long asked = System.nanoTime();
            Until.right(LATER, queue::consumed, consumed -> consumed == COUNT);
            double truth = (System.nanoTime() - asked) / 1e9;
            assertThat(shown).isBetween(0.7 * truth, 1.3 * truth);
            assertThat(queue.counted()).isEqualTo(COUNT);
        }
    }

    @Test
    void theLagFallsThroughoutWhileWorkersComeAndGo() throws Exception {
        try (Queue queue = new Queue()) {
            send(queue);
            List<ApplicationContext> workers = new ArrayList<>(List.of(queue.startWorker()));
            Ops ops = queue.ops(workers.getFirst(), "admin");
            falls(ops, COUNT - 1);
            for (int i = 0; i < 3; i++) {
                workers.add(queue.startWorker());
            }
            falls(ops, COUNT / 2);
            workers.removeLast().close();
            workers.removeLast().close();
            falls(ops, 0);
            assertThat(queue.counted()).isEqualTo(COUNT);
        }
    }

    /** Watches the depth until it is at most this: it falls in each 10 seconds. */
    private static void falls(Ops ops, long until) throws Exception {
        long depth = Long.MAX_VALUE;
        while (depth > until) {
            long before = depth;
            depth = Until.right(
                    Duration.ofSeconds(10), () -> ops.get("/queue").at("depth").getLongValue(), now -> now < before);
        }
    }

    private static void send(Queue queue) {
        Random random = new Random(1);
        for (int sent = 0; sent < COUNT; sent += 10_000) {
            List<ClickEvent> clicks = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                clicks.add(queue.click(queue.link(random.nextBoolean() ? 0 : random.nextInt(500))));
            }
            queue.send(clicks);
        }
    }
}
