/**
 * How a service starts and stops. {@link dev.holdfast.service.lifecycle.ServiceDefaults} holds the settings.
 *
 * <p>On SIGTERM: readiness goes down and answers carry {@code Connection: close}; {@code holdfast.shutdown-delay} later
 * (a duration, 1 s; from {@code HOLDFAST_SHUTDOWN_DELAY}) the listener closes; requests in flight have
 * {@code micronaut.lifecycle.graceful-shutdown.grace-period} to finish; then the beans are destroyed.
 *
 * <p>A service that chooses a transport sets it for {@code micronaut.netty.event-loops.default} and
 * {@code micronaut.netty.event-loops.parent} alike.
 */
package dev.holdfast.service.lifecycle;
