package dev.holdfast.worker.consume;

import dev.holdfast.worker.WorkerSettings;
import dev.holdfast.worker.store.Sink;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that consumes clicks, from the application's start to its stop. A stop lets it finish its batch; it then
 * leaves the group, so that the others take over at once.
 */
@Singleton
class ClickConsumer implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ClickConsumer.class);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LEAVE = Duration.ofSeconds(3);
    private static final Duration REJOIN = Duration.ofSeconds(1);

    private final KafkaFactory kafka;
    private final ConsumerSession.Parts parts;
    private final Thread thread = Thread.ofPlatform().name("click-consumer").unstarted(this::run);
    private volatile boolean stopping;

    @SuppressWarnings("TooManyParameters") // wiring
    ClickConsumer(
            KafkaFactory kafka,
            WorkerSettings settings,
            Topic topic,
            StartingPoints startingPoints,
            Decoder decoder,
            Sink sink,
            QueueSwitch queueSwitch,
            ConsumerState state,
            ClickMetrics metrics) {
        this.kafka = kafka;
        this.parts = new ConsumerSession.Parts(
                topic,
                startingPoints,
                decoder,
                sink,
                queueSwitch,
                state,
                metrics,
                settings.linger(),
                settings.maxBatch());
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (thread.isAlive() && !thread.join(STOP)) {
            LOG.warn("The consumer did not stop in {}; what it did not store will be read again", STOP);
            thread.interrupt();
        }
    }

    private void run() {
        parts.state().running(true);
        try {
            while (!stopping) {
                session();
            }
        } finally {
            parts.state().running(false);
        }
    }

    /** Consumes until the stop, or until Kafka's client gives up; then a new one takes its place. */
    private void session() {
        try {
            Consumer<byte[], byte[]> consumer = kafka.consumer();
            try {
                consume(consumer);
            } finally {
                consumer.close(CloseOptions.timeout(LEAVE));
            }
        } catch (RuntimeException e) {
            LOG.warn("Joining the group again: {}", e.toString());
            parts.metrics().failed("kafka");
            parts.state().troubled("kafka: " + e.getMessage());
            rest();
        }
    }

    private void consume(Consumer<byte[], byte[]> consumer) {
        parts.topic().create();
        try (ConsumerSession session = new ConsumerSession(consumer, parts)) {
            while (!stopping) {
                session.turn();
            }
            session.finish();
        }
    }

    private void rest() {
        try {
            Thread.sleep(stopping ? Duration.ZERO : REJOIN);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
