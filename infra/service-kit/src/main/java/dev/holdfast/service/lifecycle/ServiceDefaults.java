package dev.holdfast.service.lifecycle;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * The framework's settings that all services share, below everything a service configures itself. The framework finds
 * this class by its annotation.
 */
@ContextConfigurer
public final class ServiceDefaults implements ApplicationContextConfigurer {
    /** Below a service's application.yml, which stands at -300. */
    private static final int ORDER = -1000;

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("micronaut.lifecycle.graceful-shutdown.enabled", true),
            Map.entry("micronaut.lifecycle.graceful-shutdown.grace-period", "10s"),
            // A group of the registry's: one that the server owns closes the listener as soon as the server stops.
            Map.entry("micronaut.netty.event-loops.parent.num-threads", 1),
            Map.entry("micronaut.serde.deserialization.ignore-unknown", false),
            Map.entry("micronaut.serde.serialization.inclusion", "ALWAYS"),
            // A dead dependency must not take down what can do without it; services bring indicators of their own.
            Map.entry("endpoints.health.jdbc.enabled", false),
            Map.entry("endpoints.health.discovery-client.enabled", false),
            Map.entry("endpoints.health.disk-space.enabled", false),
            Map.entry("redis.health.enabled", false));

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(PropertySource.of("service-kit", DEFAULTS, ORDER));
    }
}
