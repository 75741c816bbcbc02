package dev.holdfast.service.lifecycle;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of a stop: {@link #active} turns true, and with it readiness goes down and answers close their
 * connections, while everything is still served. After {@code holdfast.shutdown-delay} the framework's graceful
 * shutdown closes the listener and waits for the requests in flight.
 */
@Singleton
public final class Drain implements ApplicationEventListener<ServerShutdownEvent>, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final Duration delay;
    private volatile boolean active;

    Drain(@Value("${holdfast.shutdown-delay:1s}") Duration delay) {
        this.delay = delay;
    }

    /** Whether this service is about to stop. Never turns false again. */
    public boolean active() {
        return active;
    }

    /** On a signal the server stops first, and the beans after it: the listener is still open here. */
    @Override
    public void onApplicationEvent(ServerShutdownEvent event) {
        if (active) {
            return;
        }
        active = true;
        LOG.info("Stopping: not ready from now on, the listener closes in {}", delay);
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The context is closed without a signal, as tests do: nobody is to be kept waiting. */
    @EventListener
    void onShutdown(ShutdownEvent event) {
        active = true;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
