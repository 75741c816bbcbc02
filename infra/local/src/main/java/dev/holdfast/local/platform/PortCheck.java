package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.process.PortHolder;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.service.ServiceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Before anything starts: are the ports free that what does not run yet will listen on? */
final class PortCheck {
    private final Platform platform;

    PortCheck(Platform platform) {
        this.platform = platform;
    }

    /** Names every taken port with its holder and the way out. */
    void require() {
        var taken = new ArrayList<String>();
        needed().forEach((port, use) -> {
            if (!PortHolder.free(port)) {
                taken.add("port " + port + " (" + use + ") is taken by " + PortHolder.describe(port));
            }
        });
        if (!taken.isEmpty()) {
            throw new StackException(String.join("\n", taken)
                    + "\nEnd that, or choose other ports: HOLDFAST_PUBLIC_PORT, HOLDFAST_API_PORT, HOLDFAST_OPS_PORT for"
                    + " the fronts, HOLDFAST_PORT_BASE for all others.");
        }
    }

    private Map<Integer, String> needed() {
        var settings = platform.settings();
        var base = settings.portBase();
        var ports = new LinkedHashMap<Integer, String>();
        add(ports, platform.nginx(), List.of(settings.publicPort(), settings.apiPort(), settings.opsPort()));
        add(
                ports,
                platform.postgres().first(),
                List.of(platform.postgres().first().port()));
        add(
                ports,
                platform.postgres().second(),
                List.of(platform.postgres().second().port()));
        add(ports, platform.redis(), List.of(base + 10));
        add(ports, platform.kafka(), List.of(base + 20, base + 21));
        for (var kind : ServiceKind.values()) {
            // Free places too: whoever sat there would be sent our requests.
            for (var number = 1; number <= platform.places(kind).size(); number++) {
                var instance = platform.instance(kind, number);
                add(ports, instance, List.of(instance.port(), instance.managementPort()));
            }
        }
        return ports;
    }

    private static void add(Map<Integer, String> ports, Server server, List<Integer> its) {
        if (!server.running()) {
            its.forEach(port -> ports.put(port, server.name()));
        }
    }
}
