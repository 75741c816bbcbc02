package dev.holdfast.drills.platform;

import dev.holdfast.drills.DrillException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lines {@code export NAME='value'} that a shell would read. */
record Exports(Map<String, String> values) {
    static Exports parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("export ") && equals > 0) {
                values.put(line.substring("export ".length(), equals), unquote(line.substring(equals + 1)));
            }
        }
        return new Exports(values);
    }

    private static String unquote(String shell) {
        return shell.startsWith("'") ? shell.substring(1, shell.length() - 1).replace("'\\''", "'") : shell;
    }

    String get(String name) {
        return find(name).orElseThrow(() -> DrillException.error("the platform's exports lack " + name));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Fronts fronts() {
        return new Fronts(
                java.net.URI.create(get("HOLDFAST_PUBLIC_URL")),
                java.net.URI.create(get("HOLDFAST_API_URL")),
                java.net.URI.create(get("HOLDFAST_OPS_URL")),
                get("HOLDFAST_API_KEY"));
    }
}
