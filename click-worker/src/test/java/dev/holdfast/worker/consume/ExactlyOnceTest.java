package dev.holdfast.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.Until;
import dev.holdfast.worker.WorkerProcess;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every click is counted once, whatever dies. {@code -Dholdfast.long=true} makes the backlogs twenty times as long. */
class ExactlyOnceTest {
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final int SCALE = Boolean.getBoolean("holdfast.long") ? 20 : 1;

    @Test
    void twoWorkersThatBothOwnEveryPartition() throws Exception {
        int count = 20_000 * SCALE;
        try (Queue queue = new Queue()) {
            queue.startWorker(Map.of("holdfast.worker.group", queue.topic() + "-one"));
            queue.startWorker(Map.of("holdfast.worker.group", queue.topic() + "-two"));
            send(queue, count);
            Until.right(LATER, queue::consumed, consumed -> consumed == count);
            assertThat(queue.counted()).isEqualTo(count);
        }
    }

    @Test
    void aWorkerThatIsKilledInTheMiddle() throws Exception {
        int count = 40_000 * SCALE;
        Random random = new Random(7);
        try (Queue queue = new Queue()) {
            send(queue, count / 2);
            long killedAt = 0;
            for (int i = 0; i < 4; i++) {
                // Each in a group of its own: the group takes its time to notice that a member is dead.
                String name = "click-worker-" + i;
                try (WorkerProcess worker = queue.startProcess(name, name)) {
                    long goal = Math.min(killedAt + 1 + random.nextInt(count / 10), count / 2);
                    killedAt = Until.right(LATER, queue::consumed, consumed -> consumed >= goal);
                    worker.kill();
                }
            }
            send(queue, count / 2);
            queue.startWorker();
            Until.right(LATER, queue::consumed, consumed -> consumed == count);
            assertThat(queue.counted()).isEqualTo(count);
        }
    }

    /** Takes longer than the group's session timeout of 45 s. */
    @Test
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void aFrozenWorkerThatIsResumedAfterItsPartitionsWereGivenAway() throws Exception {
        int count = 400_000;
        try (Queue queue = new Queue();
                WorkerProcess zombie = queue.startProcess("click-worker-zombie")) {
            send(queue, count / 2);
            Until.right(LATER, queue::consumed, consumed -> consumed > 0);
            zombie.freeze();
            queue.startWorker();
            Until.right(LATER, queue::consumed, consumed -> consumed == count / 2);
            send(queue, count / 2);
            zombie.thaw();
            Until.right(LATER, queue::consumed, consumed -> consumed == count);
            assertThat(queue.counted()).isEqualTo(count);
        }
    }

    @Test
    void thePrimaryRestartsAndKafkaRestartsDuringABacklog() throws Exception {
        int count = 60_000 * SCALE;
        TestBackends backends = TestBackends.shared();
        try (Queue queue = new Queue()) {
            send(queue, count);
            queue.startWorker();
            Until.right(LATER, queue::consumed, consumed -> consumed > 0);
            backends.postgresPrimary().kill();
            backends.postgresPrimary().start();
            Until.right(LATER, queue::consumed, consumed -> consumed > count / 4);
            backends.kafkaServer().kill();
            backends.kafkaServer().start();
            Until.right(LATER, queue::consumed, consumed -> consumed == count);
            assertThat(queue.counted()).isEqualTo(count);
            assertThat(queue.letters()).isZero();
        }
    }

    @Test
    void workersComeAndGoDuringABacklog() throws Exception {
        int count = 100_000 * SCALE;
        try (Queue queue = new Queue()) {
            send(queue, count);
            List<ApplicationContext> workers = new ArrayList<>(List.of(queue.startWorker()));
            long first = Until.right(LATER, queue::consumed, consumed -> consumed > 0);
            for (int i = 0; i < 3; i++) {
                workers.add(queue.startWorker());
            }
            long second = Until.right(LATER, queue::consumed, consumed -> consumed > first);
            workers.removeLast().close();
            workers.removeLast().close();
            Until.right(LATER, queue::consumed, consumed -> consumed > second || consumed == count);
            Until.right(LATER, queue::consumed, consumed -> consumed == count);
            assertThat(queue.counted()).isEqualTo(count);
        }
    }

    private static void send(Queue queue, int count) {
        Random random = new Random(count);
        for (int sent = 0; sent < count; sent += 10_000) {
            List<ClickEvent> clicks = new ArrayList<>();
            for (int i = sent; i < Math.min(count, sent + 10_000); i++) {
                clicks.add(queue.click(queue.link(random.nextBoolean() ? 0 : random.nextInt(500))));
            }
            queue.send(clicks);
        }
    }
}
