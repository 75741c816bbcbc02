package dev.holdfast.writer.database;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.runtime.graceful.GracefulShutdownConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A stop waits for the writes under way, however long they may take: cut off, their clients would not know the end. */
@Singleton
final class StopPatience implements BeanCreatedEventListener<GracefulShutdownConfiguration> {
    /**
     * The look-up of the API key comes before the deadline begins (2 s), the wait for a connection may end after it (1
     * s).
     */
    private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(4);

    private final WriteSettings settings;

    StopPatience(WriteSettings settings) {
        this.settings = settings;
    }

    @Override
    public GracefulShutdownConfiguration onCreated(BeanCreatedEvent<GracefulShutdownConfiguration> event) {
        GracefulShutdownConfiguration stop = event.getBean();
        stop.setGracePeriod(settings.deadline().plus(BEYOND_DEADLINE));
        return stop;
    }
}
