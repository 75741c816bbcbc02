package dev.holdfast.bench.profile;

import dev.holdfast.local.service.ServiceInstance;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A service that can be put under the load of a bench.
 *
 * @param load for at least this long
 */
public record Profiled(ServiceInstance service, Consumer<Duration> load) {}
