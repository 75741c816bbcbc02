package dev.holdfast.local.platform;

import dev.holdfast.local.postgres.PostgresNode;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.service.ServiceInstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a part does right now.
 *
 * @param state {@code up}, {@code not-ready}, {@code paused} or {@code down}
 * @param pid of its leading process, null when there is none
 * @param ports that it listens on
 * @param role {@code primary} or {@code replica}, null for what is no database
 */
public record Status(
        String name,
        String state,
        @Nullable Long pid,
        List<Integer> ports,
        @Nullable String role) {

    /** Of all parts, asked at the same time: takes as long as the slowest, a few seconds at most. */
    public static List<Status> of(Platform platform) {
        var parts = platform.parts();
        List<Status> all = Collections.synchronizedList(new ArrayList<>());
        Together.run(parts.stream()
                .<Runnable>map(part -> () -> all.add(of(platform, part)))
                .toList());
        return parts.stream()
                .flatMap(part -> all.stream().filter(status -> status.name().equals(part.name())))
                .toList();
    }

    private static Status of(Platform platform, Server part) {
        return new Status(
                part.name(),
                state(part),
                part.process().pid().orElse(null),
                ports(platform, part),
                part instanceof PostgresNode ? part == platform.postgres().leader() ? "primary" : "replica" : null);
    }

    private static String state(Server part) {
        if (!part.running()) {
            return "down";
        }
        if (part.process().paused()) {
            return "paused";
        }
        return part.answers() ? "up" : "not-ready";
    }

    private static List<Integer> ports(Platform platform, Server part) {
        var settings = platform.settings();
        return switch (part) {
            case PostgresNode node -> List.of(node.port());
            case ServiceInstance instance -> List.of(instance.port(), instance.managementPort());
            default ->
                switch (part.name()) {
                    case "nginx" -> List.of(settings.publicPort(), settings.apiPort(), settings.opsPort());
                    case "redis" -> List.of(settings.portBase() + 10);
                    default -> List.of(settings.portBase() + 20);
                };
        };
    }

    /** As a JSON object. Nothing in it needs escaping. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"state\":\"%s\",\"pid\":%s,\"ports\":%s,\"role\":%s}",
                name,
                state,
                pid,
                ports,
                role == null ? "null" : '"' + role + '"');
    }

    /** As a line of a table. */
    public String line() {
        return String.format(
                        Locale.ROOT,
                        "%-18s %-10s %-8s %-16s %s",
                        name,
                        state,
                        pid == null ? "-" : pid.toString(),
                        ports.stream().map(Object::toString).collect(Collectors.joining(",")),
                        role == null ? "" : role)
                .stripTrailing();
    }
}
