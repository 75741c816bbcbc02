package dev.holdfast.local.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of the services that a person may choose for a platform: all but those that the platform sets itself.
 */
final class Tuning {
    /** Ours, and what {@code infra/stack env} exports: it may well be in the environment that we are started from. */
    private static final Set<String> OURS = Set.of(
            "HOLDFAST_STATE",
            "HOLDFAST_BUILD",
            "HOLDFAST_PUBLIC_PORT",
            "HOLDFAST_API_PORT",
            "HOLDFAST_OPS_PORT",
            "HOLDFAST_PORT_BASE",
            "HOLDFAST_PUBLIC_URL",
            "HOLDFAST_API_URL",
            "HOLDFAST_OPS_URL",
            "HOLDFAST_API_KEY",
            "HOLDFAST_PRIMARY_JDBC",
            "HOLDFAST_REPLICA_JDBC",
            "HOLDFAST_PRIMARY_PSQL",
            "HOLDFAST_REPLICA_PSQL",
            "HOLDFAST_REDIS_URL",
            "HOLDFAST_KAFKA");

    private Tuning() {}

    static Map<String, String> of(Map<String, String> environment) {
        var tuning = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith("HOLDFAST_") && !OURS.contains(name)) {
                tuning.put(name, value);
            }
        });
        return tuning;
    }
}
